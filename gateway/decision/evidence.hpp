#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/calendar.hpp"
#include "gateway/decision/decider.hpp"
#include "gateway/spi/registers.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::decision {

// What the rules of one order may look up, each at most once. Lives as long as the order is decided; not shared between
// threads.
class Evidence final {
 public:
  // An act on registrations is judged by what sources.acts tells, when it is there.
  Evidence(const Sources& sources, core::Instant now, bool is_act = false)
      : registry_(is_act && sources.acts ? *sources.acts : sources.registry),
        registers_(sources.registers),
        proofs_(sources.proofs),
        rights_source_(sources.rights),
        documents_source_(sources.documents),
        now_(now),
        today_(core::brussels_date(now)) {}

  core::Instant now() const { return now_; }
  core::Date today() const { return today_; }  // Europe/Brussels
  bool has_registers() const { return registers_ != nullptr; }

  // Fault RegistryUnavailable. The pointer stays valid as long as this object.
  Result<const spi::PatientFile*> file(const model::Ssin& patient);
  // The same by what had been recorded up to that moment; nullopt: up to now.
  Result<const spi::PatientFile*> file(const model::Ssin& patient, std::optional<core::Instant> known_at);

  // Explicit rights on one document by what had been recorded up to that moment; null when nobody keeps any. Fault
  // RegistryUnavailable.
  using Rights = std::vector<model::AccessRight>;
  Result<const Rights*> rights(const model::TransactionName& document, core::Instant known_at);
  // What the directory of its hub tells of a document; null when it isn't known or can't be had: then nothing is
  // assumed of it.
  const model::DirectoryEntry* document(const model::TransactionName& document, const model::Ssin& patient);
  // Why it couldn't be had; null when it could, or its hub says that there is none.
  const Fault* document_fault(const model::TransactionName& document, const model::Ssin& patient) const;

  const spi::SignedProofs* proofs() const { return proofs_; }  // null when nobody can open one

  // Only when has_registers(); nullopt: the register knows no such number. Fault EvidenceUnavailable.
  Result<std::optional<model::Person>> person(const model::Ssin& ssin);
  Result<std::optional<model::Provider>> provider(const model::Ssin& ssin);
  Result<std::optional<model::Provider>> provider(const model::Nihii& nihii) { return registers_->provider(nihii); }
  Result<std::optional<model::Organisation>> organisation(const model::OrganisationNumber& number);
  Result<std::vector<model::Provider>> providers_named(const std::string& first_name, const std::string& family_name) {
    return registers_->providers_named(first_name, family_name);
  }
  Result<std::vector<model::Organisation>> organisations_named(const std::string& name) {
    return registers_->organisations_named(name);
  }
  Result<std::vector<model::Relation>> representation(const model::Ssin& represented,
                                                      const model::Ssin& representative) {
    return registers_->representation(represented, representative);
  }
  Result<std::vector<model::Representative>> representatives(const model::Ssin& represented) {
    return registers_->representatives(represented);
  }
  Result<std::optional<model::GlobalFile>> global_file(const model::Ssin& patient);

  // The birth date that the register gives; without one, or when it knows none, what the number itself tells.
  Result<std::optional<core::Date>> birth_date(const model::Ssin& ssin);
  // False without registers: then no death is known.
  Result<bool> deceased(const model::Ssin& ssin) { return deceased_on(today_, ssin); }
  Result<bool> deceased_on(core::Date day, const model::Ssin& ssin);

 private:
  spi::Registry& registry_;
  spi::Registers* registers_;
  const spi::SignedProofs* proofs_;
  spi::AccessRights* rights_source_;
  spi::Documents* documents_source_;
  core::Instant now_;
  core::Date today_;
  std::map<std::string, spi::PatientFile> files_;
  std::map<std::pair<std::string, core::Instant>, spi::PatientFile> earlier_files_;
  std::map<std::pair<model::TransactionName, core::Instant>, Rights> rights_;
  std::map<std::pair<model::TransactionName, std::string>, std::optional<model::DirectoryEntry>> documents_;
  std::map<std::pair<model::TransactionName, std::string>, Fault> document_faults_;
  std::map<std::string, std::optional<model::Person>> persons_;
  std::map<std::string, std::optional<model::Provider>> providers_;
  std::map<std::string, std::optional<model::Organisation>> organisations_;
  std::map<std::string, std::optional<model::GlobalFile>> global_files_;
};

// Who told of a consent, link or exclusion, and when: on the evidence item of it.
model::EvidenceItem told_by(model::EvidenceItem item, const model::Provenance& from, core::Instant now);

}  // namespace sluis::decision
