#pragma once

#include <string>
#include <vector>

#include "gateway/core/log.hpp"

namespace sluis::daemon {

struct Tenant;

// What two organisations in one daemon may not have in common, by their settings: registry, trail, log and every other file that is
// written; key files and the secrets that others know them by; addresses to listen on. Links to one file count as that file. Throws
// SettingsError that names both, the key and where it stands. Opens nothing.
void refuse_sharing(const std::vector<Tenant>& tenants);

// The same for the keys themselves: copies of one key in two files are one key. Decodes them; needs native::start_libraries.
void refuse_shared_keys(const std::vector<Tenant>& tenants);

// A log whose lines begin with the organisation's name; the same log without a name.
core::Log::Sink labelled(core::Log::Sink sink, const std::string& tenant);

}  // namespace sluis::daemon
