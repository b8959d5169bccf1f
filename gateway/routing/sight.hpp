#pragma once

#include <functional>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"

namespace sluis::routing {

// Judges listed documents one by one: whether this caller may know of each, by the matrix, the rights on it and PatientAccess. One
// answer a document, in the same order. Faults: RegistryUnavailable, EvidenceUnavailable; then there is no list.
using Sight = std::function<Result<std::vector<bool>>(const std::vector<const model::DirectoryEntry*>&)>;

}  // namespace sluis::routing
