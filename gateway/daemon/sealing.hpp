#pragma once

#include <memory>
#include <vector>

#include "adapters/etee/sealer.hpp"
#include "gateway/daemon/live_keys.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/security/token_request.hpp"

namespace sluis::daemon {

// The keys that seal and open by the settings [sealing]. Throws SettingsError at the key.
adapters::etee::SealingKeys sealing_keys_of(const SettingsFile& settings, const std::vector<security::TokenIdentity>& identities);

// Seals and opens by the settings [sealing], with the keys as they are at the moment; null when no identity is configured. Throws
// SettingsError at the key.
std::unique_ptr<spi::Sealer> sealer_of(const SettingsFile& settings, const LiveKeys& keys, const adapters::etee::SealerParts& parts,
                                       spi::Standing* standing = nullptr);

}  // namespace sluis::daemon
