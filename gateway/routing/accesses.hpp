#pragma once

#include <vector>

#include "gateway/model/answer.hpp"
#include "gateway/routing/merge.hpp"

namespace sluis::routing {

// Newest first; of one moment in the order in which they came.
void sort_accesses(std::vector<model::Access>& accesses);

// Who looked, as all sources tell it: each record names its source, statuses as of a list.
model::Answer merge_accesses(std::vector<SourceResult> results);

}  // namespace sluis::routing
