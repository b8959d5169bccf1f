#pragma once

#include <memory>

#include "gateway/spi/network.hpp"

namespace sluis::adapters::metahub {

// Asks the metahub which hubs know a patient. Settings: url, and optional identity, trusted_roots. A metahub that refuses is a
// NetworkFault with its code: routing then asks every hub. Throws std::runtime_error naming the key.
std::unique_ptr<spi::Locator> make_locator(const spi::NetworkSettings& settings, const spi::Surroundings& house);

}  // namespace sluis::adapters::metahub
