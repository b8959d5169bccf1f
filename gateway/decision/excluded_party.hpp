#pragma once

#include <optional>
#include <string_view>

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/failures.hpp"
#include "gateway/model/claims.hpp"

namespace sluis::decision {

// What the rules of one exclusion order share.
struct ExclusionCase {
  std::string_view operation;  // put, revoke, get, history, preview
  const Policy& policy;
  Evidence& evidence;
  Failures& failures;
};

// Whom a patient excludes, or asks about: a practitioner by national number, whatever his professions, an organisation
// by NIHII number (therapeutic-exclusion.md, rules 2 and 3). Who is named without any identifier is looked up by name
// and category. Numbers, category and name have to agree with the provider register. nullopt with failures. Fault
// EvidenceUnavailable.
Result<std::optional<model::Party>> excluded_party(const ExclusionCase& asked, const model::PartyClaim& claim);

}  // namespace sluis::decision
