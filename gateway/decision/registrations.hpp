#pragma once

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

// The rules of the federal registrations, a file per service. Each fills errors and verdict, and on a permit the
// normalised registration or query. What is registered already is judged where it is written, in one transaction; here
// only what refuses a question (rulings R1).
namespace sluis::decision {

Status decide_consent(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision);
Status decide_link(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision);
// A bulk: permitted when the author is right, with an answer for each entry.
Status decide_links(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision);
Status decide_exclusion(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision);

}  // namespace sluis::decision
