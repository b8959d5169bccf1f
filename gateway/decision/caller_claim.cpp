#include "gateway/decision/caller_claim.hpp"

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

}  // namespace

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

}  // namespace sluis::decision
