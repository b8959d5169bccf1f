#pragma once

#include "gateway/decision/actor.hpp"

namespace sluis::decision {

// The pharmacist who acts for a pharmacy: a pharmacist in the provider register, holder or not (rulings R22). Fills
// actor.person.
Status check_pharmacist(const model::Order& order, const Errand& errand, const model::PartyClaim* person,
                        Evidence& evidence, Failures& failures, Actor& actor);

}  // namespace sluis::decision
