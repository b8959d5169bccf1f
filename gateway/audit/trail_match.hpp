#pragma once

#include "gateway/audit/trail_format.hpp"
#include "gateway/spi/trail.hpp"

namespace sluis::audit {

// Whether a record is one of those that are wanted.
bool fits(const Members& members, const spi::TrailQuery& query);

// Its number in the trail: its leaf in the tree. -1 when it has none.
std::int64_t number_of(const Members& members);

}  // namespace sluis::audit
