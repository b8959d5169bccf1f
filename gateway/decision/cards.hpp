#pragma once

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/claims.hpp"

namespace sluis::decision {

// Schemes of support cards (identifiers.md sections 5 to 7).
inline constexpr std::string_view kEidCard = "EID-CARDNO";
inline constexpr std::string_view kIsiCard = "ISI-CARDNO";
inline constexpr std::string_view kSisCard = "SIS-CARDNO";
bool is_card(std::string_view scheme);

// Form and check digits; a withdrawn card only when the settings accept it.
bool card_is_well_formed(const model::IdClaim& card, const Policy& policy);

// Whether every card number of the claim is well formed and, where a register is configured, belongs to this person.
// True when there is none.
Result<bool> cards_fit(const model::PatientClaim& claim, const model::Ssin& person, const Policy& policy,
                       Evidence& evidence);

}  // namespace sluis::decision
