#include "gateway/daemon/registry_reach.hpp"

#include "gateway/daemon/keys.hpp"

namespace sluis::daemon {
namespace {

int within(const Section& section, std::string_view key, long least, long most) {
  const auto number = section.integer(key);
  if (number < least || number > most) throw section.error(key, "takes a number from " + std::to_string(least) + " to " + std::to_string(most));
  return static_cast<int>(number);
}

}  // namespace

registry::PostgresSettings registry_reach(const SettingsFile& settings) {
  const auto& section = settings.only("registry");
  registry::PostgresSettings reach;
  reach.password = secret_of(section, "password_file").text();
  reach.connections = within(section, "connections", 2, 500);
  reach.connect_timeout = std::chrono::seconds(within(section, "connect_seconds", 2, 60));
  reach.statement_timeout = std::chrono::seconds(within(section, "statement_seconds", 1, 300));
  return reach;
}

}  // namespace sluis::daemon
