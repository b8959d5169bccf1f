#pragma once

#include <string>

#include "gateway/model/order.hpp"

namespace sluis::mappings::hubservices_v2 {

// The body element of a request of the federal registrations, canonical XML: what request.hpp reads, the other way. Serves whoever asks
// these services for us, and shows that nothing is lost between message and model but what translation_losses.table lists.
// Throws std::invalid_argument when kind and content don't belong together or the kind has no such message.
std::string write_request(const model::Order& order);

}  // namespace sluis::mappings::hubservices_v2
