#pragma once

#include <string>
#include <vector>

#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/glass_reviews.hpp"

namespace sluis::decision {

// Who may see and judge uses of break-the-glass: those whose number (SSIN, NIHII, number of their organisation) is listed; nobody his own
// use. `reviews` may be null: then nothing can be judged. Fault RegistryUnavailable.
Result<model::Decision> decide_review(const model::Order& order, const std::vector<std::string>& reviewers, spi::GlassReviews* reviews);

}  // namespace sluis::decision
