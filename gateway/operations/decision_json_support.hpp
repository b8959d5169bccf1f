#pragma once

#include "gateway/core/json_writer.hpp"
#include "gateway/model/decision.hpp"
#include "mappings/policy/reasons.hpp"

namespace sluis::operations {

// A decision as rulings.md ("The question and the answer") shows it: every rule with outcome, evidence and text in four languages.
void write_decision(core::JsonWriter& out, const model::Decision& decision, const mappings::policy::Reasons& reasons);

}  // namespace sluis::operations
