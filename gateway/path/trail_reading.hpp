#pragma once

#include "gateway/model/answer.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"
#include "gateway/routing/router.hpp"
#include "gateway/spi/trail.hpp"

namespace sluis::path {

// "Who looked" (model::AccessQuery): our own trail, unless only the other hubs are asked, and what the hubs tell of theirs; newest
// first, with a status a hub. What a permitted decision doesn't open (own_accesses_only) is not read. Faults: QuestionRefused (no
// patient, document or party that can be looked for), those of the trail and of the router.
Result<model::Answer> read_trail(const model::Order& order, const model::Decision& decision, spi::Trail& trail, routing::Router& router);

}  // namespace sluis::path
