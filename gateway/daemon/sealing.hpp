#pragma once

#include <memory>
#include <vector>

#include "adapters/etee/sealer.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/security/token_request.hpp"

namespace sluis::daemon {

// Seals and opens by the settings [sealing]; null when no identity is configured. Throws SettingsError at the key.
std::unique_ptr<spi::Sealer> sealer_of(const SettingsFile& settings, const std::vector<security::TokenIdentity>& identities,
                                       const adapters::etee::SealerParts& parts);

}  // namespace sluis::daemon
