#include "gateway/model/decision.hpp"

namespace sluis::model {

const RuleOutcome* Decision::reason() const {
  for (const auto& rule : rules) {
    if (rule.outcome == Outcome::Fail) return &rule;
  }
  return nullptr;
}

}  // namespace sluis::model
