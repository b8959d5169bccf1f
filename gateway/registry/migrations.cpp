#include "gateway/registry/migrations.hpp"

#include <Poco/Data/Statement.h>

#include <stdexcept>

#include "gateway/core/calendar.hpp"
#include "gateway/registry/sqlite_session.hpp"

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;

int count_tables(Poco::Data::Session& session, const std::string& condition) {
  int count = 0;
  session << "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND " + condition, into(count), now;
  return count;
}

// Version of the schema in the file; 0 for an empty one, -1 for a database that isn't ours.
int stored_version(Poco::Data::Session& session) {
  if (count_tables(session, "name = 'schema_version'") == 0) {
    return count_tables(session, "name NOT LIKE 'sqlite_%'") == 0 ? 0 : -1;
  }
  int version = 0;
  session << "SELECT coalesce(max(version), 0) FROM schema_version", into(version), now;
  return version;
}

void check(int version, const std::string& path) {
  const int newest = migrations().back().version;
  if (version < 0) throw std::runtime_error("registry file " + path + " is a database of something else");
  if (version > newest) {
    throw std::runtime_error("registry file " + path + " has schema version " + std::to_string(version) +
                             ", this program knows versions up to " + std::to_string(newest) +
                             ": start the newer program, or restore a backup that fits this one");
  }
}

void apply(Poco::Data::Session& session, const Migration& step, const core::Clock& clock) {
  for (const auto statement : step.statements) execute(session, std::string(statement));
  session << "INSERT INTO schema_version (version, name, applied_at) VALUES (?, ?, ?)", bind(step.version),
      bind(std::string(step.name)), bind(core::to_text(clock.now())), now;
}

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all{migration_1(), migration_2(), migration_3(), migration_4(),
                                          migration_5(), migration_6(), migration_7(), migration_8()};
  return all;
}

void migrate(Poco::Data::Session& session, const std::string& path, const core::Clock& clock, int target) {
  check(stored_version(session), path);
  for (const auto& step : migrations()) {
    if (step.version > target) break;
    execute(session, "BEGIN IMMEDIATE");
    try {
      // Asked again under the lock: another process may have started at the same moment.
      if (stored_version(session) < step.version) apply(session, step, clock);
      execute(session, "COMMIT");
    } catch (const std::exception&) {
      execute(session, "ROLLBACK");
      throw;
    }
  }
}

}  // namespace sluis::registry
