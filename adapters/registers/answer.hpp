#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/register_entry.hpp"

namespace sluis::adapters::registers {

// Answers of the registers, read strictly: a member that is missing or no value of its kind makes the whole answer
// EvidenceUnavailable. `ssin` and the like are the numbers asked for: an answer about another one is not believed.
Result<std::optional<model::Person>> read_person(std::string_view json, const model::Ssin& ssin);
Result<std::optional<model::Provider>> read_provider(std::string_view json);
Result<std::optional<model::Organisation>> read_organisation(std::string_view json);
Result<std::vector<model::Relation>> read_relations(std::string_view json);
Result<std::vector<model::Representative>> read_representatives(std::string_view json);
Result<std::vector<model::Provider>> read_providers(std::string_view json);
Result<std::vector<model::Organisation>> read_organisations(std::string_view json);
Result<std::optional<model::GlobalFile>> read_global_file(std::string_view json, const model::Ssin& patient);

}  // namespace sluis::adapters::registers
