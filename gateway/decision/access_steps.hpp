#pragma once

#include <string>
#include <vector>

#include "gateway/core/random.hpp"
#include "gateway/decision/access.hpp"

// What the rules of an access question share.
namespace sluis::decision {

using Items = std::vector<model::EvidenceItem>;

model::RuleOutcome pass(std::string rule, std::string text_key, Items evidence = {});
model::RuleOutcome fail(std::string rule, std::string text_key, Items evidence = {});
model::RuleOutcome not_applicable(std::string rule, std::string text_key, Items evidence = {});

// Where each would do: the first, with the others as its alternatives. Only all of them together can be taken away
// from the outcome.
Items as_one(Items items);

std::string day_text(core::Instant at);                       // of the Brussels calendar
std::string day_text(const std::optional<core::Date>& date);  // "" without

// Fills what the named document is, where a transaction is named and its hub can be asked.
void find_document(Access& access);
// Takes this for what the named document is.
void take_document(Access& access, const model::DirectoryEntry& document);
// Explicit rights that hold for the caller: fills found.right, found.rights and found.matrix_matters.
Status find_right(Access& access);

bool may(std::string_view cell, std::string_view action);
model::EvidenceItem matrix_item(const Access& access, std::string_view category, std::string_view department);
model::EvidenceItem document_item(const Access& access, std::string detail);
// Whether a deliberation covers this kind of document for the question.
bool is_covered(const Access& access, std::string_view category);
// Categories of the matrix that the caller may read and that may be shared at all.
std::vector<std::string> readable_categories(const Access& access);

// The rules in their order, judged at access.at. Fills access.found.
Result<std::vector<model::RuleOutcome>> judge(Access& access);
// Of a deny: the first moment after access.at at which the same question is permitted, by what is known; or, for who
// may not act for the patient, at which he may. nullopt: none is known.
Result<std::optional<core::Instant>> next_change(const Access& access);

// The question of a list of documents (gateway/decision/listing.hpp); `order` and `evidence` outlive it.
Access list_access(const model::Order& order, const Policy& policy, Evidence& evidence);

}  // namespace sluis::decision
