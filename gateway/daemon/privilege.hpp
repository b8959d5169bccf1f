#pragma once

#include <string>
#include <vector>

#include "gateway/core/log.hpp"
#include "gateway/daemon/settings_file.hpp"

namespace sluis::daemon {

// A right that this process or somebody else on the machine has and that nobody needs.
struct Excess {
  std::string event;   // of the log: runs_as_root, readable_by_others
  std::string file;    // "" of the process itself
  std::string advice;  // what to do
};

// This process as root, and every key or secret of the settings whose file others than its owner and group may read or write. A key
// in a token and a secret of the environment or of systemd have no file here.
std::vector<Excess> excess_rights(const SettingsFile& settings);

// Throws SettingsError when this process is root and [gateway] as_root says refuse.
void refuse_root(const SettingsFile& settings);

// A warning for each, once, when the house opens.
void warn_of_excess(const SettingsFile& settings, core::Log& log);

}  // namespace sluis::daemon
