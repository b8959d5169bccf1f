#pragma once

#include "gateway/core/random.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/routing/router.hpp"

namespace sluis::daemon {

// The [routing] section and the deadline of [limits]. Resume tokens are authenticated with the configured key, or with a random one
// that ends with the process. Throws SettingsError.
routing::RouterSettings routing_settings(const SettingsFile& settings, core::Random& random);

}  // namespace sluis::daemon
