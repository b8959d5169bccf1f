#include "gateway/decision/access.hpp"

#include <algorithm>

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

model::RuleOutcome outcome(std::string rule, model::Outcome verdict, std::string text_key, Items evidence) {
  return {std::move(rule), verdict, std::move(text_key), std::move(evidence)};
}

using Rules = std::vector<model::RuleOutcome>;

Status add(Rules& rules, Result<model::RuleOutcome> outcome) {
  if (!outcome) return std::move(outcome).error();
  rules.push_back(std::move(*outcome));
  return Done{};
}

Status add_rules_of_patient(Access& access, Rules& rules) {
  if (auto done = add(rules, consent_rule(access)); !done) return done;
  return add(rules, patient_access_rule(access));
}

Status add_rules_of_caller(Access& access, Rules& rules) {
  rules.push_back(deliberation_rule(access));
  if (auto done = add(rules, consent_rule(access)); !done) return done;
  if (auto done = add(rules, exclusion_rule(access)); !done) return done;
  if (auto done = add(rules, link_rule(access)); !done) return done;
  if (auto done = add(rules, access_right_rule(access)); !done) return done;
  rules.push_back(matrix_rule(access));
  return Done{};
}

// Who asks is not established: a citizen learns nothing about another patient, and nobody gets evidence.
void hide(const Access& access, Rules& rules) {
  for (std::size_t i = 1; i < rules.size(); ++i) {
    auto& rule = rules[i];
    rule.evidence.clear();
    if (access.identity.is_citizen()) rule = not_applicable(rule.rule, "not_judged");
  }
}

}  // namespace

model::RuleOutcome pass(std::string rule, std::string text_key, Items evidence) {
  return outcome(std::move(rule), model::Outcome::Pass, std::move(text_key), std::move(evidence));
}

model::RuleOutcome fail(std::string rule, std::string text_key, Items evidence) {
  return outcome(std::move(rule), model::Outcome::Fail, std::move(text_key), std::move(evidence));
}

model::RuleOutcome not_applicable(std::string rule, std::string text_key, Items evidence) {
  return outcome(std::move(rule), model::Outcome::NotApplicable, std::move(text_key), std::move(evidence));
}

Items as_one(Items items) {
  if (items.size() < 2) return items;
  auto& first = items.front();
  first.alternatives.insert(first.alternatives.end(), std::make_move_iterator(items.begin() + 1),
                            std::make_move_iterator(items.end()));
  items.resize(1);
  return items;
}

std::string day_text(core::Instant at) { return core::to_text(core::brussels_date(at)); }
std::string day_text(const std::optional<core::Date>& date) { return date ? core::to_text(*date) : std::string{}; }

void Access::ends(core::Instant moment) {
  found.valid_until = found.valid_until ? std::min(*found.valid_until, moment) : moment;
}

std::string_view Access::category() const {
  if (found.document && !found.document->category.empty()) return found.document->category;
  return categories.empty() ? std::string_view{} : std::string_view(categories.front());
}

Result<std::vector<model::RuleOutcome>> judge(Access& access) {
  Rules rules;
  rules.reserve(7);
  if (auto done = add(rules, identity_rule(access)); !done) return std::move(done).error();
  const bool known = rules.front().outcome == model::Outcome::Pass;
  if (known) find_document(access);
  // Who says to be a patient is judged as one, also when he isn't.
  const bool as_patient = access.found.for_himself || access.claim.category == "patient";
  auto done = as_patient ? add_rules_of_patient(access, rules) : add_rules_of_caller(access, rules);
  if (!done) return std::move(done).error();
  if (!known) hide(access, rules);
  if (access.found.staff_carries && known) rules.front().evidence.push_back(*access.found.staff);
  return rules;
}

Result<model::Decision> decide_access(Access& access) {
  model::Decision decision;
  auto rules = judge(access);
  if (!rules) return std::move(rules).error();
  decision.rules = std::move(*rules);
  decision.representation = access.found.representation;
  if (!decision.representation.empty()) decision.representative = access.found.caller;
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  if (decision.permitted()) {
    decision.valid_until = access.found.valid_until;
    return decision;
  }
  for (const auto& rule : decision.rules) {
    if (rule.outcome == model::Outcome::Fail) decision.would_change.push_back(rule.rule);
  }
  // Who a professional or an organisation is changes with no known date.
  const bool stranger = !access.identity.is_citizen() && decision.rules.front().outcome == model::Outcome::Fail;
  if (stranger) return decision;
  const auto change = next_change(access);
  if (!change) return change.error();
  decision.valid_until = *change;
  return decision;
}

}  // namespace sluis::decision
