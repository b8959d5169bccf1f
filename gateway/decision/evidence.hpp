#pragma once

#include <map>
#include <optional>
#include <string>

#include "gateway/core/calendar.hpp"
#include "gateway/decision/decider.hpp"
#include "gateway/spi/registers.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::decision {

// What the rules of one order may look up, each at most once. Lives as long as the order is decided; not shared between
// threads.
class Evidence final {
 public:
  Evidence(const Sources& sources, core::Instant now)
      : registry_(sources.registry), registers_(sources.registers), now_(now), today_(core::brussels_date(now)) {}

  core::Instant now() const { return now_; }
  core::Date today() const { return today_; }  // Europe/Brussels
  bool has_registers() const { return registers_ != nullptr; }

  // Fault RegistryUnavailable. The pointer stays valid as long as this object.
  Result<const spi::PatientFile*> file(const model::Ssin& patient);

  // Only when has_registers(); nullopt: the register knows no such number. Fault EvidenceUnavailable.
  Result<std::optional<model::Person>> person(const model::Ssin& ssin);
  Result<std::optional<model::Provider>> provider(const model::Ssin& ssin);
  Result<std::optional<model::Provider>> provider(const model::Nihii& nihii) { return registers_->provider(nihii); }
  Result<std::optional<model::Organisation>> organisation(const model::OrganisationNumber& number);
  Result<std::vector<model::Relation>> representation(const model::Ssin& represented,
                                                      const model::Ssin& representative) {
    return registers_->representation(represented, representative);
  }
  Result<std::optional<model::GlobalFile>> global_file(const model::Ssin& patient);

  // The birth date that the register gives; without one, or when it knows none, what the number itself tells.
  Result<std::optional<core::Date>> birth_date(const model::Ssin& ssin);
  // False without registers: then no death is known.
  Result<bool> deceased(const model::Ssin& ssin);

 private:
  spi::Registry& registry_;
  spi::Registers* registers_;
  core::Instant now_;
  core::Date today_;
  std::map<std::string, spi::PatientFile> files_;
  std::map<std::string, std::optional<model::Person>> persons_;
  std::map<std::string, std::optional<model::Provider>> providers_;
  std::map<std::string, std::optional<model::Organisation>> organisations_;
  std::map<std::string, std::optional<model::GlobalFile>> global_files_;
};

}  // namespace sluis::decision
