#pragma once

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

namespace sluis::decision {

// Who may set, read and take back the rights on a document (audit-and-access.md section 2): the patient, who represents him, and the
// authors of the document. The message has no patient of its own: he is the party of category `patient` in the author, or the citizen
// who asks. Rules: identity, document, author, party. Faults: EvidenceUnavailable, RegistryUnavailable.
Result<model::Decision> decide_access_right(const model::Order& order, const Policy& policy, Evidence& evidence);

}  // namespace sluis::decision
