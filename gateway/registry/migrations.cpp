#include "gateway/registry/migrations.hpp"

#include <algorithm>
#include <stdexcept>

#include "gateway/core/calendar.hpp"

namespace sluis::registry {
namespace {

// Version of the schema in the database; 0 for an empty one, -1 for one that isn't ours.
int stored_version(Session& session) {
  const auto tables = session.tables();
  if (std::ranges::find(tables, "schema_version") == tables.end()) return tables.empty() ? 0 : -1;
  return static_cast<int>(session.number("SELECT coalesce(max(version), 0) FROM schema_version"));
}

void check(int version, const std::string& database) {
  const int newest = migrations().back().version;
  if (version < 0) throw std::runtime_error(database + " is a database of something else");
  if (version > newest) {
    throw std::runtime_error(database + " has schema version " + std::to_string(version) + ", this program knows versions up to " +
                             std::to_string(newest) + ": start the newer program, or restore a backup that fits this one");
  }
}

void apply(Session& session, const Migration& step, const core::Clock& clock) {
  for (const auto statement : session.dialect() == Dialect::Sqlite ? step.statements : step.postgres) session.run(statement);
  session.run("INSERT INTO schema_version (version, name, applied_at) VALUES (?, ?, ?)",
              {step.version, step.name, core::to_text(clock.now())});
}

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all{migration_1(), migration_2(), migration_3(), migration_4(), migration_5(),
                                          migration_6(), migration_7(), migration_8(), migration_9(), migration_10()};
  return all;
}

void migrate(Session& session, const std::string& database, const core::Clock& clock, int target) {
  const auto found = stored_version(session);
  check(found, database);
  if (found >= std::min(target, migrations().back().version)) return;
  session.begin();
  try {
    session.hold("schema");
    // Asked again under the lock: another process may have started at the same moment.
    const auto stored = stored_version(session);
    for (const auto& step : migrations()) {
      if (step.version > stored && step.version <= target) apply(session, step, clock);
    }
    session.run("COMMIT");
  } catch (const std::exception&) {
    session.run("ROLLBACK");
    throw;
  }
}

}  // namespace sluis::registry
