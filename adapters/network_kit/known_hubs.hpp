#pragma once

#include "gateway/spi/network.hpp"

namespace sluis::adapters::network_kit {

// Fills what a section leaves out from the row of mappings/policy/hubs.table that its key `like` names: hub_id, sl, application, title.
// Throws std::runtime_error naming the key when there is no such row.
spi::NetworkSettings with_known_hub(spi::NetworkSettings settings);

}  // namespace sluis::adapters::network_kit
