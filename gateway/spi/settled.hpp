#pragma once

#include <vector>

#include "gateway/model/access_right.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::spi {

// What is recorded has happened, whatever the clock of who reads it says: acts whose moment lies after `now` (made through a node whose
// clock is ahead, or before ours was set back) count from `now` on. Without this a revocation that was acknowledged a moment ago
// elsewhere would not yet hold here.
PatientFile settled(PatientFile file, core::Instant now);
std::vector<model::AccessRight> settled(std::vector<model::AccessRight> rights, core::Instant now);

// "Up to now" for who asks the registry what is recorded: everything, for the same reason.
inline constexpr core::Instant kEverything = core::Instant::max();

}  // namespace sluis::spi
