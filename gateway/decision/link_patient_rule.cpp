#include <algorithm>

#include "gateway/decision/cards.hpp"
#include "gateway/decision/link_rules.hpp"
#include "gateway/decision/patient.hpp"

namespace sluis::decision {
namespace {

void check_card_forms(const LinkCase& link, const model::PatientClaim& claim) {
  const auto cards = std::ranges::count_if(claim.ids, [](const auto& id) { return is_card(id.scheme); });
  if (cards > 1) link.failures.add("cards_several");
  for (const auto& id : claim.ids) {
    if (!is_card(id.scheme)) continue;
    if (id.scheme == kSisCard && !model::has_digits_only(id.value, 10)) {
      link.failures.add("card_sis_format");
    } else if (id.scheme == kSisCard && !link.policy.settings.sis_card_accepted) {
      link.failures.add("card_withdrawn");
    } else if (id.scheme != kSisCard && !card_is_well_formed(id, link.policy)) {
      link.failures.add(id.scheme == kEidCard ? "card_eid_format" : "card_isi_format");
    }
  }
}

void check_cards_for_proofs(const LinkCase& link, const model::PatientClaim& claim,
                            const std::vector<model::ProofClaim>& proofs) {
  Names wanted;
  for (const auto& proof : proofs) {
    const auto rule = link.policy.proofs.find(proof.type);
    if (rule != link.policy.proofs.end() && !rule->second.card.empty()) wanted.insert(rule->second.card);
  }
  for (const auto& scheme : wanted) {
    if (!claim.value(scheme)) link.failures.add(scheme == kEidCard ? "card_eid_missing" : "card_other_missing");
  }
}

void check_names(const LinkCase& link, const model::PatientClaim& claim) {
  if (first_name_of(claim).empty() || claim.family_name.empty()) link.failures.add("patient_name_missing");
}

}  // namespace

Result<std::optional<model::Ssin>> check_link_patient(const LinkCase& link, const model::PatientClaim& claim,
                                                      const std::vector<model::ProofClaim>& proofs, bool nameless) {
  const bool changes = link.operation == "put" || link.operation == "revoke";
  auto patient = patient_number(claim, link.failures);
  const bool number_right = link.failures.empty();
  check_card_forms(link, claim);
  const bool forms_right = link.failures.empty();
  if (changes && !link.actor.is_citizen()) check_cards_for_proofs(link, claim, proofs);
  if (changes && number_right && link.evidence.has_registers()) {
    const auto person = link.evidence.person(*patient);
    if (!person) return person.error();
    if (!*person) {
      link.failures.add("patient_identifier");
    } else if (forms_right) {
      const auto fit = cards_fit(claim, *patient, link.policy, link.evidence);
      if (!fit) return fit.error();
      if (!*fit) link.failures.add("card_invalid");
    }
  }
  if (link.operation == "put" && !link.actor.is_citizen() && !nameless) check_names(link, claim);
  return patient;
}

}  // namespace sluis::decision
