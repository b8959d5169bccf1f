#include "gateway/decision/dossier_orders.hpp"

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

constexpr auto kPharmacy = "orgpharmacy";
constexpr auto kSource = "dossier:*";  // the kind of source: a gateway has one dossier

bool is_about_patient(model::OrderKind kind) {
  switch (kind) {
    case model::OrderKind::ReadDossierStatus:
    case model::OrderKind::ReadProductFilter:
    case model::OrderKind::ReadSystemServices:
    case model::OrderKind::CheckDossier: return false;
    default: return true;
  }
}

bool changes(model::OrderKind kind) {
  return kind == model::OrderKind::RegisterDispensations || kind == model::OrderKind::UpdateDispensations ||
         kind == model::OrderKind::RevokeDispensations;
}

// The person behind the counter, as the order names him, and the pharmacy, as the token certifies it.
model::CallerClaim caller_of(const model::Order& order) {
  model::CallerClaim claim;
  if (order.caller.organisation) claim.organisation = order.caller.organisation->number;
  if (const auto* person = order.header.author.professional()) {
    claim.ssin = person->value("INSS").value_or("");
    claim.nihii = person->value("ID-HCPARTY").value_or("");
    claim.category = person->category();
  }
  return claim;
}

std::string category_of(const model::DossierOrder& order) {
  return order.data_type.starts_with("medicationscheme") ? "medicationscheme" : "productdelivery";
}

std::string only_number(const std::optional<model::PatientClaim>& patient) {
  const auto numbers = patient ? patient->values("INSS") : std::vector<std::string>{};
  return numbers.size() == 1 ? numbers.front() : std::string{};
}

model::Decision by_identity_alone(model::RuleOutcome identity) {
  model::Decision decision;
  decision.rules.push_back(std::move(identity));
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  if (!decision.permitted()) decision.would_change.emplace_back("identity");
  return decision;
}

}  // namespace

Result<model::Decision> decide_dossier_order(const model::Order& order, const Policy& policy, Evidence& evidence) {
  if (order.caller.category != kPharmacy || !order.caller.organisation) return by_identity_alone(fail("identity", "dossier_only_pharmacies"));
  if (!is_about_patient(order.kind)) {
    model::EvidenceItem pharmacy{"organisation", order.caller.organisation->number, 0, "", "", kPharmacy};
    return by_identity_alone(pass("identity", "identity_confirmed", {std::move(pharmacy)}));
  }
  const auto& asked = std::get<model::DossierOrder>(order.content);
  Access access{policy, evidence, order.caller, caller_of(order), only_number(asked.patient), kSource, {category_of(asked)},
                changes(order.kind) ? "write" : "read", evidence.now()};
  access.request = order.correlation_id;
  return decide_access(access);
}

}  // namespace sluis::decision
