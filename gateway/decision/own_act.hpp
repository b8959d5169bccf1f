#pragma once

#include <string_view>

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"

// What a minor decided himself, a parent can't undo (rulings R8; representation_kinds.table says which representatives,
// decision_settings.table in which services). Fault RegistryUnavailable.
namespace sluis::decision {

// Whether the patient's own acts bind a representative of this kind in this service; "" is nobody's.
bool own_act_binds(std::string_view representation, std::string_view service, const Policy& policy);

// Whether the last act on his consent was the patient's own.
Result<bool> own_consent(const model::Ssin& patient, Evidence& evidence);

// Whether this would end a link or exclusion that the patient made himself, or make again one that he ended himself.
Result<bool> undoes_own_act(const model::LinkRegistration& wanted, bool put, Evidence& evidence);
Result<bool> undoes_own_act(const model::ExclusionRegistration& wanted, bool put, Evidence& evidence);

}  // namespace sluis::decision
