#include "gateway/daemon/replays.hpp"

namespace sluis::daemon {

Replays::Replays(const SettingsFile& settings, registry::Store& store) {
  const auto& trust = settings.only("trust");
  const auto entries = trust.integer("replay_entries");
  if (entries < 1) throw trust.error("replay_entries", "a number from 1");
  const auto most = static_cast<std::size_t>(entries);
  if (trust.text("replay_memory") == "process") {
    guard_ = std::make_unique<security::MemoryReplayGuard>(most);
    return;
  }
  shared_ = store.replay_memory(most);
  guard_ = std::make_unique<security::SharedReplayGuard>(*shared_, most);
}

}  // namespace sluis::daemon
