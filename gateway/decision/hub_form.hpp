#pragma once

#include "gateway/decision/failures.hpp"
#include "gateway/model/order.hpp"

// The rules of hubs.md section 4.1 that a message breaks by itself, whatever is registered about its patient. Names of failures are rows
// of business_errors.table, service intrahub.
namespace sluis::decision {

// Numbers of the author (HUB-ID-1 to HUB-ID-3): judged before anything else is looked at (rulings R1 b).
void check_author_numbers(const model::Order& order, Failures& failures);

// Everything else, in document order: the reason to break the glass, the patient, the document, the hub, the period, the folder.
void check_hub_message(const model::Order& order, const Policy& policy, Failures& failures);

}  // namespace sluis::decision
