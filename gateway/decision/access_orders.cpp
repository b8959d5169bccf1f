#include <algorithm>

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/caller_claim.hpp"

namespace sluis::decision {
namespace {

std::string only_number(const model::PatientClaim& patient) {
  const auto numbers = patient.values("INSS");
  return numbers.size() == 1 ? numbers.front() : std::string{};
}

}  // namespace

Access list_access(const model::Order& order, const Policy& policy, Evidence& evidence) {
  const auto& query = std::get<model::ReferenceQuery>(order.content);
  Access access{policy,           evidence, order.caller, caller_of(order), only_number(query.patient), {},
                query.categories, "read",   evidence.now()};
  access.break_the_glass = query.break_the_glass ? query.break_the_glass : order.header.break_the_glass;
  access.request = order.correlation_id;
  access.list = true;
  return access;
}

// Who looked is told to the patient and to who represents him, to nobody else; it needs no consent.
Result<model::Decision> decide_accesses(const model::Order& order, const Policy& policy, Evidence& evidence) {
  const auto& query = std::get<model::AccessQuery>(order.content);
  Access access{policy, evidence, order.caller, caller_of(order), only_number(query.patient), {}, {}, "read",
                evidence.now()};
  auto identity = identity_rule(access);
  if (!identity) return std::move(identity).error();
  model::Decision decision;
  decision.rules.push_back(std::move(*identity));
  decision.rules.push_back(access.found.for_himself ? pass("patient_access", "patient_access_open")
                                              : fail("patient_access", "patient_access_only_patient"));
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  decision.representation = access.found.representation;
  if (!decision.representation.empty()) decision.representative = access.found.caller;
  return decision;
}

}  // namespace sluis::decision
