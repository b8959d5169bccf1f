#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/registry/session.hpp"

namespace sluis::registry {

// One step of the schema. Steps are only ever added: what a released program has run stays as it is.
struct Migration {
  int version;
  std::string_view name;
  std::span<const std::string_view> statements;          // in the words of SQLite
  std::span<const std::string_view> postgres;            // the same in the words of PostgreSQL
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
Migration migration_9();  // messages that were accepted, for the replay guard
Migration migration_10();  // the patient's key in every row about him

// All steps, oldest first.
const std::vector<Migration>& migrations();

// Brings the schema to `target`, in one transaction, all steps or none, and by one node only. `database` is its name for people. Throws
// std::runtime_error when it holds a newer schema or something else, DatabaseError.
void migrate(Session& session, const std::string& database, const core::Clock& clock,
             int target = migrations().back().version);

}  // namespace sluis::registry
