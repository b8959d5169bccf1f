#pragma once

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

namespace sluis::decision {

// Orders that a hub fulfils (model::HubOrder), by the rules of hubs.md section 4.1 and rulings R26 to R29: first what the message breaks
// by itself, then reading as reading of the document's kind, writing as writing, a revocation by who wrote the document.
Result<model::Decision> decide_hub_order(const model::Order& order, const Policy& policy, Evidence& evidence);

// For every operation of /IntraHub/v3, in the order of rulings R1: wrong numbers in the author; an author whom the token doesn't certify
// (HUB-AUT-1); then what the message breaks by itself. Fills the errors of a decision that is a refusal then; false: nothing is broken.
Result<bool> refuse_broken_message(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision);

}  // namespace sluis::decision
