#pragma once

#include <memory>

#include "gateway/core/metrics.hpp"
#include "gateway/spi/located.hpp"

namespace sluis::adapters::metahub {

// Asks the metahub which hubs know a patient, and remembers the answer. Settings: url, and optional identity, trusted_roots,
// remember_minutes (60; 0 = never), delta_seconds (60; 0 = never: how often the feed of changes is looked at, before something
// remembered is used), unknown_hubs (report or ignore) with configured_hubs (EHP numbers, comma separated). A metahub that refuses is
// a NetworkFault with its code: routing then asks every hub. `metrics` may be null and outlives the locator. Throws
// std::runtime_error naming the key.
std::unique_ptr<spi::RememberingLocator> make_locator(const spi::NetworkSettings& settings, const spi::Surroundings& house,
                                                      core::Metrics* metrics = nullptr);

}  // namespace sluis::adapters::metahub
