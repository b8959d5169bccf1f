#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "gateway/spi/registry.hpp"

namespace sluis::test {

// A registry in memory with the promises of spi/registry.hpp, for tests of what stands before it. Counts reads.
class FakeRegistry final : public spi::Registry {
 public:
  bool reachable = true;
  int reads = 0;
  std::map<std::string, spi::PatientFile> files;

  Result<spi::PatientFile> file_of(const model::Ssin& patient) override {
    ++reads;
    if (!reachable) return Fault(FaultId::RegistryUnavailable, "told to be unreachable");
    return files[patient.text()];
  }

  Result<spi::PatientFile> file_as_known(const model::Ssin& patient, core::Instant known_at) override {
    auto file = file_of(patient);
    if (!file) return file;
    known_only(file->consents, known_at);
    known_only(file->links, known_at);
    known_only(file->exclusions, known_at);
    return file;
  }

  Result<spi::Written> put_consent(const model::ConsentRegistration& asked, const model::Declaration& by) override {
    auto& consents = files[asked.patient.text()].consents;
    if (!consents.empty() && !consents.back().revoked) return spi::Written{spi::WriteState::AlreadyActive, consents.back().id};
    consents.push_back({next(), 1, asked.patient, asked.first_name, asked.family_name, asked.type, *asked.sign_date, {}, asked.author, by, {}});
    return spi::Written{spi::WriteState::Stored, consents.back().id};
  }

  Result<spi::Written> revoke_consent(const model::ConsentRegistration& asked, const model::Declaration& by) override {
    auto& consents = files[asked.patient.text()].consents;
    auto* known = consents.empty() ? nullptr : &consents.back();
    if (!known || known->revoked) return spi::Written{spi::WriteState::NotFound, {}};
    if (*asked.revoke_date < known->sign_date) return spi::Written{spi::WriteState::DateOutside, known->id};
    known->revoked = by;
    known->revoke_date = asked.revoke_date;
    ++known->version;
    return spi::Written{spi::WriteState::Stored, known->id};
  }

  Result<spi::Written> put_link(const model::LinkRegistration& asked, const model::Declaration& by) override {
    auto& links = files[asked.patient.text()].links;
    for (const auto& link : links) {
      if (same(link, asked) && link.active_at(by.at)) return spi::Written{spi::WriteState::AlreadyActive, link.id};
    }
    links.push_back({next(), 1, asked.patient, asked.first_name, asked.family_name, asked.party, asked.type, *asked.start, *asked.end,
                     asked.comment, by, {}, {}, false, {}});
    return spi::Written{spi::WriteState::Stored, links.back().id};
  }

  Result<spi::Written> revoke_link(const model::LinkRegistration& asked, const model::Declaration& by) override {
    auto& links = files[asked.patient.text()].links;
    bool ended = false;
    for (auto& link : links) {
      if (!same(link, asked)) continue;
      ended = true;
      if (!link.active_at(by.at)) continue;
      if (asked.end && *asked.end != link.end && (*asked.end < link.start || *asked.end > link.end)) {
        return spi::Written{spi::WriteState::DateOutside, link.id};
      }
      link.revoked = by;
      if (asked.end && *asked.end != link.end && *asked.end > core::brussels_date(by.at)) link.ended_early = asked.end;
      return spi::Written{spi::WriteState::Stored, link.id};
    }
    return spi::Written{ended ? spi::WriteState::AlreadyRevoked : spi::WriteState::NotFound, {}};
  }

  Result<spi::Written> put_exclusion(const model::ExclusionRegistration& asked, const model::Declaration& by) override {
    auto& exclusions = files[asked.patient.text()].exclusions;
    if (auto* active = active_exclusion(exclusions, asked))
      return spi::Written{spi::WriteState::AlreadyActive, active->id};
    exclusions.push_back({next(), 1, asked.patient, asked.first_name, asked.family_name, asked.party, by, {}});
    return spi::Written{spi::WriteState::Stored, exclusions.back().id};
  }

  Result<spi::Written> revoke_exclusion(const model::ExclusionRegistration& asked, const model::Declaration& by) override {
    auto* active = active_exclusion(files[asked.patient.text()].exclusions, asked);
    if (active == nullptr) return spi::Written{spi::WriteState::NotFound, {}};
    active->revoked = by;
    return spi::Written{spi::WriteState::Stored, active->id};
  }

 private:
  template <class Registration>
  static void known_only(std::vector<Registration>& all, core::Instant known_at) {
    std::erase_if(all, [&](const auto& one) { return one.declared.at > known_at; });
    for (auto& one : all) {
      if (!one.revoked || one.revoked->at <= known_at) continue;
      one.revoked.reset();
      one.version = 1;
      if constexpr (requires { one.revoke_date; }) one.revoke_date.reset();
      if constexpr (requires { one.ended_early; }) one.ended_early.reset(), one.revocation_end.reset();
    }
  }
  static bool same(const model::TherapeuticLink& link, const model::LinkRegistration& asked) {
    return link.party.key() == asked.party.key() && link.type == asked.type;
  }
  static model::Exclusion* active_exclusion(std::vector<model::Exclusion>& all, const model::ExclusionRegistration& asked) {
    const auto found =
        std::ranges::find_if(all, [&](const auto& e) { return !e.revoked && e.party.key() == asked.party.key(); });
    return found == all.end() ? nullptr : &*found;
  }
  std::string next() { return "record-" + std::to_string(++count_); }
  int count_ = 0;
};

}  // namespace sluis::test
