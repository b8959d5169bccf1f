#pragma once

#include "gateway/core/json_writer.hpp"
#include "gateway/model/decision.hpp"
#include "mappings/policy/reasons.hpp"

namespace sluis::operations {

// A decision as rulings.md ("The question and the answer") shows it: every rule with outcome, evidence and text in four languages.
void write_decision(core::JsonWriter& out, const model::Decision& decision, const mappings::policy::Reasons& reasons);

std::string_view text_of(model::Outcome outcome);
// As it stands in an answer; equal texts are equal evidence.
std::string evidence_text(const std::vector<model::EvidenceItem>& evidence);

}  // namespace sluis::operations
