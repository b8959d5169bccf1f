#include "gateway/daemon/outgoing.hpp"

namespace sluis::daemon {
namespace {

routing::OutboxSettings outbox_settings(const SettingsFile& settings) {
  const auto& section = settings.only("outbox");
  for (const std::string_view key : {"first_delay_ms", "longest_delay_seconds", "time_limit_ms"}) {
    if (section.integer(key) < 1) throw section.error(key, "at least 1");
  }
  return {std::chrono::milliseconds(section.integer("first_delay_ms")), std::chrono::seconds(section.integer("longest_delay_seconds")),
          std::chrono::milliseconds(section.integer("time_limit_ms"))};
}

}  // namespace

Outgoing::Outgoing(const SettingsFile& settings, registry::Store& store, const std::vector<spi::Deliverer*>& deliverers,
                   const core::Clock& clock, core::Log& log, core::Metrics& metrics)
    : store_(store), runner_(store.outbox(), deliverers, clock, log, metrics, outbox_settings(settings)) {}

Outgoing::~Outgoing() { stop(); }

void Outgoing::start() {
  store_.when_owed([this] { runner_.wake(); });
  runner_.start();
}

void Outgoing::stop() {
  store_.when_owed({});
  runner_.stop();
}

}  // namespace sluis::daemon
