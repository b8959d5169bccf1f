#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/daemon/house.hpp"
#include "gateway/daemon/settings_file.hpp"

namespace sluis::daemon {

// One organisation that this daemon serves, with settings of its own.
struct Tenant {
  std::string name;  // of its [tenant NAME] section; "" when the daemon serves one organisation only
  SettingsFile settings;
};

// The organisations of a settings file: itself, or one per [tenant NAME] section. Throws SettingsError with the tenant's name: a
// file that can't be used, a name that can't be a label, no log file of its own, or something that may not be shared
// (separation.hpp).
std::vector<Tenant> tenants_of(SettingsFile file);

// A house for every organisation. None answers before all stand.
class Houses final {
 public:
  // `clock` outlives this object; `listen` as in House. Throws SettingsError with the tenant's name.
  Houses(const std::vector<Tenant>& tenants, const core::Clock& clock, bool listen);

  void open();
  // How long a load balancer is given to see that we leave (limits.drain_seconds); the longest of all houses.
  std::chrono::seconds drain();
  void exchange_keys();  // in every house; what one refuses changes nothing in the others
  void close();  // the last opened first
  const std::vector<std::unique_ptr<House>>& all() const { return houses_; }

 private:
  std::vector<std::unique_ptr<House>> houses_;
  std::chrono::seconds drain_time_{0};
};

}  // namespace sluis::daemon
