#pragma once

#include "gateway/model/order.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::adapters::network_kit {

// The author of a request to a network: our organisation, then the organisation and the person whom the caller's token certifies
// (before an organisation: the person that its message names), the program last (hubs.md sections 3.2 and 7.1).
model::AuthorClaim author_for(const model::Order& order, const spi::OwnParty& own);

// "{our number}.{unique}", alphanumeric but for the point and at most 50 long (hubs.md section 3.1).
std::string fresh_request_id(const spi::OwnParty& own, core::Random& random);

}  // namespace sluis::adapters::network_kit
