#pragma once

#include <vector>

#include "gateway/daemon/settings_file.hpp"
#include "gateway/registry/store.hpp"
#include "gateway/routing/outbox_runner.hpp"

namespace sluis::daemon {

// What is owed to the outside and whoever sends it, brought together: woken by every commit that owes something.
class Outgoing final {
 public:
  // Sends by the settings [outbox]. Everything outlives this object.
  Outgoing(const SettingsFile& settings, registry::Store& store, const std::vector<spi::Deliverer*>& deliverers, const core::Clock& clock,
           core::Log& log, core::Metrics& metrics);
  ~Outgoing();

  void start();
  void stop();  // waits for what is under way

 private:
  registry::Store& store_;
  routing::OutboxRunner runner_;
};

}  // namespace sluis::daemon
