#pragma once

#include "gateway/core/result.hpp"
#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

namespace sluis::decision {

// Orders of the shared pharmaceutical dossier (model::DossierOrder): of a pharmacy's token only. What is about a patient is judged by the
// rules of rulings R26 with what a pharmacy delivered as kind of document; what is about the service itself by who asks.
Result<model::Decision> decide_dossier_order(const model::Order& order, const Policy& policy, Evidence& evidence);

}  // namespace sluis::decision
