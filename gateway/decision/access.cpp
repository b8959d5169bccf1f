#include "gateway/decision/access.hpp"

#include <algorithm>

namespace sluis::decision {
namespace {

model::RuleOutcome outcome(std::string rule, model::Outcome verdict, std::string text_key,
                           std::vector<model::EvidenceItem> evidence) {
  return {std::move(rule), verdict, std::move(text_key), std::move(evidence)};
}

// What the patient or the caller can change by an act; nobody can by asking again.
bool can_be_repaired(const std::string& rule) {
  return rule == "consent" || rule == "exclusion" || rule == "link" || rule == "break_the_glass";
}

void conclude(const Access& access, model::Decision& decision) {
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  decision.representation = access.representation;
  if (decision.permitted()) {
    decision.valid_until = access.valid_until;
    return;
  }
  for (const auto& rule : decision.rules) {
    if (rule.outcome != model::Outcome::Fail) continue;
    if (!can_be_repaired(rule.rule)) {
      decision.would_change.clear();
      return;
    }
    decision.would_change.push_back(rule.rule);
  }
}

Status add_rules_of_patient(Access& access, model::Decision& decision) {
  auto consent = consent_rule(access);
  if (!consent) return std::move(consent).error();
  decision.rules.push_back(std::move(*consent));
  decision.rules.push_back(patient_access_rule(access));
  return Done{};
}

Status add_rules_of_caller(Access& access, model::Decision& decision) {
  decision.rules.push_back(deliberation_rule(access));
  auto consent = consent_rule(access);
  if (!consent) return std::move(consent).error();
  decision.rules.push_back(std::move(*consent));
  auto exclusion = exclusion_rule(access);
  if (!exclusion) return std::move(exclusion).error();
  decision.rules.push_back(std::move(*exclusion));
  auto link = link_rule(access);
  if (!link) return std::move(link).error();
  decision.rules.push_back(std::move(*link));
  decision.rules.push_back(access_right_rule());
  decision.rules.push_back(matrix_rule(access));
  return Done{};
}

// Who asks is not established: a citizen learns nothing about another patient, and nobody gets evidence.
void hide(const Access& access, model::Decision& decision) {
  for (std::size_t i = 1; i < decision.rules.size(); ++i) {
    auto& rule = decision.rules[i];
    rule.evidence.clear();
    if (access.identity.is_citizen()) rule = outcome(rule.rule, model::Outcome::NotApplicable, "not_judged", {});
  }
}

}  // namespace

model::RuleOutcome pass(std::string rule, std::string text_key, std::vector<model::EvidenceItem> evidence) {
  return outcome(std::move(rule), model::Outcome::Pass, std::move(text_key), std::move(evidence));
}

model::RuleOutcome fail(std::string rule, std::string text_key, std::vector<model::EvidenceItem> evidence) {
  return outcome(std::move(rule), model::Outcome::Fail, std::move(text_key), std::move(evidence));
}

void Access::ends(core::Date first_day_without) {
  const auto moment = core::start_of_day(first_day_without);
  valid_until = valid_until ? std::min(*valid_until, moment) : moment;
}

// Explicit rights of single documents are kept by their hub, which honours them itself (rulings R29).
model::RuleOutcome access_right_rule() {
  return outcome("access_right", model::Outcome::NotApplicable, "access_right_of_the_source", {});
}

Result<model::Decision> decide_access(Access& access) {
  model::Decision decision;
  auto identity = identity_rule(access);
  if (!identity) return std::move(identity).error();
  decision.rules.push_back(std::move(*identity));
  // Who says to be a patient is judged as one, also when he isn't.
  const bool as_patient = access.for_himself || access.claim.category == "patient";
  auto done = as_patient ? add_rules_of_patient(access, decision) : add_rules_of_caller(access, decision);
  if (!done) return std::move(done).error();
  if (decision.rules.front().outcome == model::Outcome::Fail) hide(access, decision);
  conclude(access, decision);
  return decision;
}

}  // namespace sluis::decision
