#pragma once

#include <memory>

#include "gateway/daemon/settings_file.hpp"
#include "gateway/registry/store.hpp"
#include "gateway/security/replay_guard.hpp"

namespace sluis::daemon {

// Which messages were accepted before: known to all nodes on the registry, or to this process alone (trust.replay_memory).
class Replays final {
 public:
  // `store` outlives this. Throws SettingsError.
  Replays(const SettingsFile& settings, registry::Store& store);
  security::ReplayGuard& guard() { return *guard_; }

 private:
  std::unique_ptr<spi::ReplayMemory> shared_;  // null: this process alone
  std::unique_ptr<security::ReplayGuard> guard_;
};

}  // namespace sluis::daemon
