#pragma once

#include <Poco/Data/Session.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"

namespace sluis::registry {

// One step of the schema. Steps are only ever added: what a released program has run stays as it is.
struct Migration {
  int version;
  std::string_view name;
  std::span<const std::string_view> statements;
};

// One file each: migration_N.cpp.
Migration migration_1();
Migration migration_2();
Migration migration_3();
Migration migration_4();  // what we owe to the outside (outbox)
Migration migration_5();  // our own directory of references
Migration migration_6();  // uses of break-the-glass and their reviews
Migration migration_7();  // what is remembered of the metahub
Migration migration_8();  // what is remembered of the federal services

// All steps, oldest first.
const std::vector<Migration>& migrations();

// Brings the schema to `target`, each step in its own transaction. Throws std::runtime_error when the file holds a newer schema
// or is a database of something else.
void migrate(Poco::Data::Session& session, const std::string& path, const core::Clock& clock,
             int target = migrations().back().version);

}  // namespace sluis::registry
