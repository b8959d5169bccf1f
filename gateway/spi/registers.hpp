#pragma once

#include <optional>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/register_entry.hpp"

namespace sluis::spi {

// The authentic registers outside. nullopt: the register knows no such number. Fault EvidenceUnavailable: it can't be reached,
// and then nothing is assumed. Thread-safe.
class Registers {
 public:
  virtual ~Registers() = default;
  virtual Result<std::optional<model::Person>> person(const model::Ssin& ssin) = 0;
  virtual Result<std::optional<model::Provider>> provider(const model::Ssin& ssin) = 0;
  virtual Result<std::optional<model::Provider>> provider(const model::Nihii& nihii) = 0;
  virtual Result<std::optional<model::Organisation>> organisation(const model::OrganisationNumber& number) = 0;
  virtual Result<std::vector<model::Relation>> representation(const model::Ssin& represented, const model::Ssin& representative) = 0;
  // Everybody who represents him, whatever the scope and the period.
  virtual Result<std::vector<model::Representative>> representatives(const model::Ssin& represented) = 0;
  // Several hits are all listed, at most 100. A name is compared without regard to case and accents; an empty first name fits any.
  virtual Result<std::vector<model::Provider>> providers_named(const std::string& first_name, const std::string& family_name) = 0;
  virtual Result<std::vector<model::Organisation>> organisations_named(const std::string& name) = 0;
  virtual Result<std::optional<model::GlobalFile>> global_file(const model::Ssin& patient) = 0;
};

}  // namespace sluis::spi
