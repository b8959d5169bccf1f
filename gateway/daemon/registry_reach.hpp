#pragma once

#include "gateway/daemon/settings_file.hpp"
#include "gateway/registry/postgres_settings.hpp"

namespace sluis::daemon {

// How the settings' [registry] reaches a PostgreSQL database; of no use to a file. Throws SettingsError: a number out of its range, a
// password that can't be read.
registry::PostgresSettings registry_reach(const SettingsFile& settings);

}  // namespace sluis::daemon
