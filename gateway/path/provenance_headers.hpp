#pragma once

#include <string>
#include <utility>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

namespace sluis::path {

// Who told what an answer about registrations rests on, and how long ago, as HTTP headers: Sluis-Authority (local, ehealth), Age (seconds,
// 0 when it was asked for this answer), Sluis-Pending (yes, while something waits to be told to the authority). Of several
// evidences the oldest counts, and one of the authority outside makes the whole one of it. Empty for any other order.
std::vector<std::pair<std::string, std::string>> provenance_headers(const model::Order& order, const model::Decision& decision,
                                                                    const model::Answer& answer, core::Instant now);

}  // namespace sluis::path
