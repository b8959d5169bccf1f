#pragma once

#include <memory>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/registers.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::decision {

struct Policy;

// Decides whether an order may be served, by the rules of consent.md, therapeutic-link.md, therapeutic-exclusion.md and
// audit-and-access.md as settled by rulings.md. Reads the registry once a patient and the registers only when a rule
// needs them. Thread-safe; holds nothing of an order.
class Decider final {
 public:
  // `registers` is null when the operator configured none: what only a register can prove is then refused.
  // `policy_folder` holds the tables (mappings/policy). Throws std::runtime_error "file:line: …" when one is wrong or
  // incomplete.
  Decider(spi::Registry& registry, spi::Registers* registers, const core::Clock& clock, core::Random& random,
          const std::string& policy_folder);
  ~Decider();

  // Permit or deny with every reason. A fault only when evidence can't be had (EvidenceUnavailable,
  // RegistryUnavailable).
  Result<model::Decision> decide(const model::Order& order) const;

 private:
  spi::Registry& registry_;
  spi::Registers* registers_;
  const core::Clock& clock_;
  core::Random& random_;
  std::unique_ptr<const Policy> policy_;
};

}  // namespace sluis::decision
