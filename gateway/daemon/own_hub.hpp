#pragma once

#include <memory>

#include "gateway/daemon/settings_file.hpp"
#include "gateway/registry/store.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::daemon {

// Our own directory of references by the settings [directory], feeding the metahub when one is configured; null without the section.
// Throws SettingsError at the key.
std::unique_ptr<spi::Network> own_directory(const SettingsFile& settings, registry::Store& store, const spi::Surroundings& house);

// EHP numbers of every hub of the settings, vaults behind them and ourselves included; comma separated.
std::string configured_hubs(const SettingsFile& settings);

}  // namespace sluis::daemon
