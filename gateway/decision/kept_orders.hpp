#pragma once

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

// Orders about what is kept beside the registrations.
namespace sluis::decision {

// The message behind a registration is for the patient, for who represents him (scope read) and for the person or organisation
// that sent it. All others, and who asks for one that isn't there, get the same refusal. Faults: RegistryUnavailable,
// EvidenceUnavailable.
Result<model::Decision> decide_evidence(const model::Order& order, spi::Archive* archive, const Policy& policy, Evidence& evidence);

// What a person was told of is for himself.
Result<model::Decision> decide_notifications(const model::Order& order);

}  // namespace sluis::decision
