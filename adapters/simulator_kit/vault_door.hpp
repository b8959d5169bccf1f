#pragma once

#include "adapters/hub/simulator/hub.hpp"
#include "adapters/vitalink/simulator/native_vault.hpp"

namespace sluis::sandbox {

// How the vault's native door reads and writes what its gateway door keeps.
VaultContent vault_content(Hub& vault);

}  // namespace sluis::sandbox
