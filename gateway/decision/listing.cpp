#include "gateway/decision/listing.hpp"

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

bool passes(const model::RuleOutcome& rule) { return rule.outcome != model::Outcome::Fail; }

}  // namespace

Listing::Listing(const model::Order& order, std::shared_ptr<const Policy> policy, const Sources& sources, core::Instant now)
    : policy_(std::move(policy)), evidence_(sources, now), access_(list_access(order, *policy_, evidence_)) {}

Result<model::Decision> Listing::decide() {
  auto decision = decide_access(access_);
  if (!decision || !decision->permitted()) return decision;
  decision->readable_categories = readable_categories(access_);
  decision->patient_view = access_.found.for_himself;
  return decision;
}

Result<std::vector<bool>> Listing::open(const std::vector<const model::DirectoryEntry*>& documents) {
  std::vector<bool> open;
  open.reserve(documents.size());
  access_.list = false;
  access_.categories.clear();
  for (const auto* document : documents) {
    auto judged = is_open(*document);
    if (!judged) return std::move(judged).error();
    open.push_back(*judged);
  }
  return open;
}

Result<bool> Listing::is_open(const model::DirectoryEntry& document) {
  access_.transaction = document.name;
  take_document(access_, document);
  access_.found.right = Right::None;
  access_.found.rights.clear();
  access_.found.matrix_matters = true;
  if (access_.found.for_himself) {
    const auto rule = patient_access_rule(access_);
    if (!rule) return rule.error();
    return passes(*rule);
  }
  const auto right = access_right_rule(access_);
  if (!right) return right.error();
  return passes(*right) && passes(matrix_rule(access_)) && passes(deliberation_rule(access_));
}

}  // namespace sluis::decision
