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
  virtual Result<std::optional<model::GlobalFile>> global_file(const model::Ssin& patient) = 0;
};

}  // namespace sluis::spi
