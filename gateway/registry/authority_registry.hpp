#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "gateway/registry/authority_memory.hpp"
#include "gateway/registry/store.hpp"
#include "gateway/spi/authority.hpp"

namespace sluis::registry {

struct AuthorityTimes {
  std::chrono::seconds remember{60};            // 0 = never
  std::chrono::milliseconds time_limit{5000};   // of one question
};

// The registry of a house that isn't the authority on everything: acts are stored here at once, and reads ask whoever decides,
// merged with what still waits to be told (authority_merge.hpp). What is asked is remembered for a while; when the authority can't
// be reached and nothing is remembered, a read is the fault EvidenceUnavailable. History (file_as_known) is our own. Thread-safe.
class AuthorityRegistry final : public spi::Registry {
 public:
  // All outlive this object.
  AuthorityRegistry(Store& local, spi::Authority& authority, const core::Clock& clock, const AuthorityTimes& times);

  Result<spi::PatientFile> file_of(const model::Ssin& patient) override;
  Result<spi::PatientFile> part_of(const model::Ssin& patient, spi::Subject subject) override;
  Result<spi::PatientFile> file_as_known(const model::Ssin& patient, core::Instant known_at) override;
  // What a registration is judged by: as file_of, but what can't be asked is taken from here.
  Result<spi::PatientFile> file_for_act(const model::Ssin& patient);

  // Before an act the records here are made to agree with the authority, when it can be asked: what was registered elsewhere can
  // be revoked here, what ended elsewhere can be declared again.
  Result<spi::Written> put_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> put_link(const model::LinkRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_link(const model::LinkRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> put_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) override;

 private:
  struct Part {  // of one subject, merged
    spi::PatientFile file;
    model::Provenance from;
  };
  Result<spi::PatientFile> read(const model::Ssin& patient, const std::vector<spi::Subject>& subjects, bool lenient);
  Result<Part> part(spi::Subject subject, const model::Ssin& patient, const spi::PatientFile& local, const std::vector<spi::OutboxItem>& items);
  // nullopt: it doesn't decide, something waits, or it can't be asked.
  std::optional<spi::PatientFile> agreed(spi::Subject subject, const model::Ssin& patient);
  Status adopt(const model::ConsentRegistration& wanted, const model::Declaration& by);
  Status adopt(const model::LinkRegistration& wanted, const model::Declaration& by);
  Status adopt(const model::ExclusionRegistration& wanted, const model::Declaration& by);
  template <class Registration, class Write>
  Result<spi::Written> act(spi::Subject subject, const Registration& wanted, const model::Declaration& by, Write write);

  Store& local_;
  spi::Authority& authority_;
  const core::Clock& clock_;
  const AuthorityTimes times_;
  AuthorityMemory memory_;
};

// The same registry as registrations are judged by it.
class ActRegistry final : public spi::Registry {
 public:
  explicit ActRegistry(AuthorityRegistry& registry) : registry_(registry) {}
  Result<spi::PatientFile> file_of(const model::Ssin& p) override { return registry_.file_for_act(p); }
  Result<spi::PatientFile> file_as_known(const model::Ssin& p, core::Instant at) override { return registry_.file_as_known(p, at); }
  Result<spi::Written> put_consent(const model::ConsentRegistration& w, const model::Declaration& by) override { return registry_.put_consent(w, by); }
  Result<spi::Written> revoke_consent(const model::ConsentRegistration& w, const model::Declaration& by) override { return registry_.revoke_consent(w, by); }
  Result<spi::Written> put_link(const model::LinkRegistration& w, const model::Declaration& by) override { return registry_.put_link(w, by); }
  Result<spi::Written> revoke_link(const model::LinkRegistration& w, const model::Declaration& by) override { return registry_.revoke_link(w, by); }
  Result<spi::Written> put_exclusion(const model::ExclusionRegistration& w, const model::Declaration& by) override { return registry_.put_exclusion(w, by); }
  Result<spi::Written> revoke_exclusion(const model::ExclusionRegistration& w, const model::Declaration& by) override { return registry_.revoke_exclusion(w, by); }

 private:
  AuthorityRegistry& registry_;
};

}  // namespace sluis::registry
