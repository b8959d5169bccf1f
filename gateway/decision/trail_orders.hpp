#pragma once

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

namespace sluis::decision {

// GetPatientAuditTrail (audit-and-access.md section 1): a patient and who represents him see the patient's own trail; a physician with
// an active link, or who breaks the glass, that of the patient; the author of a document the trail of that document; every other
// caller what he did himself (own_accesses_only). Nobody needs consent for it. HUB-AUD-1 and HUB-SEL-1 are failures of the message.
// Faults: EvidenceUnavailable, RegistryUnavailable.
Result<model::Decision> decide_audit_trail(const model::Order& order, const Policy& policy, Evidence& evidence);

// "Who looked" of the JSON door: for the patient and who represents him, nobody else.
Result<model::Decision> decide_accesses(const model::Order& order, const Policy& policy, Evidence& evidence);

}  // namespace sluis::decision
