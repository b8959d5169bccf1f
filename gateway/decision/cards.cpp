#include "gateway/decision/cards.hpp"

#include <algorithm>

namespace sluis::decision {

bool is_card(std::string_view scheme) {
  return scheme == kEidCard || scheme == kIsiCard || scheme == kSisCard;
}

bool card_is_well_formed(const model::IdClaim& card, const Policy& policy) {
  if (card.scheme == kEidCard) return model::EidCardNumber::parse(card.value).has_value();
  if (card.scheme == kIsiCard) return model::IsiNumber::parse(card.value).has_value();
  return policy.settings.sis_card_accepted && model::has_digits_only(card.value, 10);
}

Result<bool> cards_fit(const model::PatientClaim& claim, const model::Ssin& person, const Policy& policy,
                       Evidence& evidence) {
  for (const auto& id : claim.ids) {
    if (!is_card(id.scheme)) continue;
    if (!card_is_well_formed(id, policy)) return false;
    if (!evidence.has_registers()) continue;
    const auto known = evidence.person(person);
    if (!known) return known.error();
    if (!*known) return false;
    const auto& cards = (**known).cards;
    if (std::ranges::find(cards, std::pair{id.scheme, id.value}) == cards.end()) return false;
  }
  return true;
}

}  // namespace sluis::decision
