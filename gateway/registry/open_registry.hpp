#pragma once

#include <memory>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/registry/store.hpp"

namespace sluis::registry {

// The store behind the setting registry.url: `sqlite:///absolute/path.db`, or `sqlite:relative.db`. Makes the file when it is
// absent (its folder must be there) and brings an older schema up to date. Clock and random must outlive the registry.
// Throws std::runtime_error with one clear line: unknown kind of url, file that can't be opened, schema newer than this program.
std::unique_ptr<Store> open_registry(const std::string& url, const core::Clock& clock, core::Random& random);

}  // namespace sluis::registry
