#pragma once

#include "gateway/model/order.hpp"

namespace sluis::decision {

// Who asks, as the author of a hub's message names him (HUB-AUT-1). What is missing stays empty, and the identity rule refuses it.
model::CallerClaim caller_of(const model::Order& order);

}  // namespace sluis::decision
