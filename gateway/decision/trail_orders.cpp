#include "gateway/decision/trail_orders.hpp"

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/caller_claim.hpp"
#include "gateway/decision/hub_orders.hpp"

namespace sluis::decision {
namespace {

constexpr std::string_view kTrail = "trail";

std::string only_number(const model::PatientClaim& patient) {
  const auto numbers = patient.values("INSS");
  return numbers.size() == 1 ? numbers.front() : std::string{};
}

void conclude(const Access& access, model::Decision& decision) {
  for (const auto& rule : decision.rules)
    if (rule.outcome == model::Outcome::Fail) decision.would_change.push_back(rule.rule);
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  decision.representation = access.found.representation;
  if (!decision.representation.empty()) decision.representative = access.found.caller;
  if (decision.permitted()) decision.valid_until = access.found.valid_until;
}

model::RuleOutcome for_patient(const Access& access) {
  return access.found.for_himself ? pass("patient_access", "patient_access_open") : fail("patient_access", "patient_access_only_patient");
}

// Why a caller who is no patient sees more than his own accesses; nullopt: he doesn't.
Result<std::optional<model::RuleOutcome>> wide_view(Access& access) {
  if (!access.found.patient) return std::optional<model::RuleOutcome>{};
  const auto excluded = exclusion_rule(access);
  if (!excluded) return excluded.error();
  if (excluded->outcome == model::Outcome::Fail) return std::optional<model::RuleOutcome>{};
  if (access.transaction) find_document(access);
  if (access.found.is_author) return std::optional(pass(std::string(kTrail), "trail_of_author", {document_item(access, "author")}));
  if (access.claim.category != "persphysician") return std::optional<model::RuleOutcome>{};
  auto link = link_rule(access);
  if (!link) return std::move(link).error();
  if (link->outcome != model::Outcome::Pass) return std::optional<model::RuleOutcome>{};
  return std::optional(std::move(*link));
}

}  // namespace

Result<model::Decision> decide_accesses(const model::Order& order, const Policy& policy, Evidence& evidence) {
  const auto& query = std::get<model::AccessQuery>(order.content);
  Access access{policy, evidence, order.caller, caller_of(order), only_number(query.patient), {}, {}, "read", evidence.now()};
  auto identity = identity_rule(access);
  if (!identity) return std::move(identity).error();
  model::Decision decision;
  decision.rules.push_back(std::move(*identity));
  decision.rules.push_back(for_patient(access));
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  decision.representation = access.found.representation;
  if (!decision.representation.empty()) decision.representative = access.found.caller;
  return decision;
}

Result<model::Decision> decide_audit_trail(const model::Order& order, const Policy& policy, Evidence& evidence) {
  model::Decision decision;
  const auto broken = refuse_broken_message(order, policy, evidence, decision);
  if (!broken) return broken.error();
  if (*broken) return decision;
  const auto& query = std::get<model::AccessQuery>(order.content);
  Access access{policy, evidence, order.caller, caller_of(order), only_number(query.patient), {}, {}, "read", evidence.now()};
  access.break_the_glass = order.header.break_the_glass;
  access.request = order.correlation_id;
  access.transaction = query.document;
  access.without_patient = query.patient.ids.empty();
  // A patient who names nobody asks for his own.
  if (order.caller.is_citizen() && access.without_patient) {
    access.patient_text = access.claim.ssin;
    access.without_patient = false;
  }
  auto identity = identity_rule(access);
  if (!identity) return std::move(identity).error();
  decision.rules.push_back(std::move(*identity));
  if (decision.reason()) {
    conclude(access, decision);
    return decision;
  }
  if (order.caller.is_citizen()) {
    decision.rules.push_back(for_patient(access));
  } else {
    auto wide = wide_view(access);
    if (!wide) return std::move(wide).error();
    decision.own_accesses_only = !*wide;
    decision.rules.push_back(*wide ? std::move(**wide) : pass(std::string(kTrail), "trail_own_accesses"));
  }
  conclude(access, decision);
  return decision;
}

}  // namespace sluis::decision
