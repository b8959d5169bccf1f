#pragma once

#include <functional>
#include <memory>

#include "gateway/spi/access_rights.hpp"
#include "gateway/spi/archive.hpp"
#include "gateway/spi/directory.hpp"
#include "gateway/spi/glass_reviews.hpp"
#include "gateway/spi/outbox.hpp"
#include "gateway/spi/registry.hpp"
#include "gateway/spi/replay_memory.hpp"

namespace sluis::registry {

// One store for all that must agree with each other: an act, the message that asked for it and who has to be told of it are
// committed together.
class Store : public spi::Registry, public spi::Archive, public spi::AccessRights {
 public:
  virtual spi::Outbox& outbox() = 0;
  virtual spi::GlassReviews& glass_reviews() = 0;
  virtual spi::Directory& directory() = 0;
  virtual spi::HubMemory& hub_memory() = 0;
  // Of at most so many messages; it must not outlive the store.
  virtual std::unique_ptr<spi::ReplayMemory> replay_memory(std::size_t most) = 0;
  // Whether it can be read, and written when the last write failed: by trying. Fault RegistryUnavailable.
  virtual Status usable() = 0;
  // What waits under one key, oldest first. Fault RegistryUnavailable.
  virtual Result<std::vector<spi::OutboxItem>> owed_under(const std::string& topic, const std::string& key) = 0;
  // `hear` is called whenever something owed was committed through this store (OutboxBell); an empty one ends it.
  virtual void when_owed(std::function<void()> hear) = 0;
};

}  // namespace sluis::registry
