#include <algorithm>

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

bool names(const model::PartyClaim& party, const model::OrganisationNumber& organisation) {
  for (const std::string_view scheme : {"ID-HCPARTY", "ID-CBE", "ID-EHP"}) {
    for (const auto& number : party.values(scheme)) {
      if (number == organisation.number) return true;
      if (organisation.scheme == model::OrganisationScheme::Nihii && model::Nihii::parse(number) &&
          number.substr(0, 8) == organisation.number.substr(0, 8)) {
        return true;
      }
    }
  }
  return false;
}

// Who asks, as author of the message (HUB-AUT-1). What is missing stays empty, and the identity rule refuses it.
model::CallerClaim caller_of(const model::Order& order) {
  const auto& author = order.header.author;
  model::CallerClaim claim;
  if (order.caller.is_citizen()) {
    const auto* person = author.patient ? &*author.patient : author.person ? &*author.person : nullptr;
    claim.category = "patient";
    if (person) {
      claim.ssin = person->value("INSS").value_or("");
      return claim;
    }
    for (const auto& party : author.parties) {
      if (claim.ssin.empty()) claim.ssin = party.value("INSS").value_or("");
    }
    return claim;
  }
  if (const auto* person = author.professional()) {
    claim.ssin = person->value("INSS").value_or("");
    claim.nihii = person->value("ID-HCPARTY").value_or("");
    claim.category = person->category();
  }
  for (const auto& party : author.parties) {
    if (party.is_person() || party.is_software()) continue;
    const bool certified = order.caller.organisation && names(party, *order.caller.organisation);
    if (certified) claim.organisation = order.caller.organisation->number;
    if (claim.organisation.empty() && party.category() != "hub")
      claim.organisation = party.value("ID-HCPARTY").value_or("");
  }
  return claim;
}

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
