#pragma once

#include <memory>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/registry/postgres_settings.hpp"
#include "gateway/registry/store.hpp"

namespace sluis::registry {

// The store behind the setting registry.url: `sqlite:///absolute/path.db`, `sqlite:relative.db`, or
// `postgresql://user@host:port/database` in the words of libpq (PostgreSQL 15, section 34.1.1.2), without a password. Makes the file
// when it is absent (its folder must be there; a database must be there) and brings an older schema up to date. Clock and random
// must outlive the registry. `postgres`: how a database is reached; its url is set here.
// Throws std::runtime_error with one clear line: unknown kind of url, password in it, file or database that can't be opened, schema
// newer than this program.
std::unique_ptr<Store> open_registry(const std::string& url, const core::Clock& clock, core::Random& random,
                                     PostgresSettings postgres = {});

}  // namespace sluis::registry
