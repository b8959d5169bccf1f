#include "tests/gateway/registry/support_place.hpp"

#include <errno.h>

#include <cstdlib>
#include <vector>

#include "gateway/registry/postgres_database.hpp"
#include "gateway/registry/sqlite_file.hpp"

namespace sluis::registry_test {
namespace {

// Read by Boost.Test when main begins: each of the two programs runs what is meant for it.
[[maybe_unused]] const bool kFiltered = ::setenv("BOOST_TEST_RUN_FILTERS", on_postgres() ? "@database" : "!@postgresql", 0) == 0;

std::vector<std::string> emptied;  // urls of schemas that the next tests may have

registry::PostgresSettings reached_at(const std::string& url) {
  registry::PostgresSettings settings;
  settings.url = url;
  settings.statement_timeout = std::chrono::seconds(300);
  return settings;
}

}  // namespace

bool on_postgres() { return std::string(program_invocation_name).ends_with("_on_postgresql"); }

test::PostgresCluster& cluster() {
  static test::PostgresCluster only;
  return only;
}

std::string fresh_schema(const std::string& url) {
  static int made = 0;
  const auto name = "of_test_" + std::to_string(++made);
  registry::PostgresSession(reached_at(url)).run("CREATE SCHEMA " + name);
  return url + "?options=-csearch_path%3D" + name;
}

void empty(registry::Session& session) {
  std::string statements = "SET session_replication_role = replica";  // triggers that keep history stand aside, for this session
  for (const auto& table : session.tables()) {
    if (table != "schema_version") statements += "; DELETE FROM " + table;
  }
  session.run(statements);
}

Place::Place(Schema schema) {
  if (!on_postgres()) {
    url_ = "sqlite://" + folder_.file("registry.db");
  } else if (schema == Schema::None || emptied.empty()) {
    url_ = fresh_schema(cluster().url());
  } else {
    url_ = emptied.back();
    emptied.pop_back();
  }
}

// Making a schema takes a while: one that nobody touched but through a registry serves the next test, empty.
Place::~Place() {
  if (!on_postgres() || touched_) return;
  try {
    registry::PostgresSession session(reached_at(url_));
    session.answer_by(std::chrono::steady_clock::now() + std::chrono::seconds(300));
    empty(session);
    emptied.push_back(url_);
  } catch (const std::exception&) {
    return;  // the next test makes its own
  }
}

std::unique_ptr<registry::Store> Place::open(const core::Clock& clock, core::Random& random) const {
  return registry::open_registry(url_, clock, random, reached_at(url_));
}

std::unique_ptr<registry::Database> Place::database(const core::Clock& clock) const {
  if (on_postgres()) return std::make_unique<registry::PostgresDatabase>(reached_at(url_), clock);
  return std::make_unique<registry::SqliteFile>(folder_.file("registry.db"), clock);
}

std::unique_ptr<registry::Session> Place::session() const {
  touched_ = true;
  if (on_postgres()) return std::make_unique<registry::PostgresSession>(reached_at(url_));
  registry::make_sqlite_file(folder_.file("registry.db"));
  return std::make_unique<registry::SqliteSession>(folder_.file("registry.db"), registry::SessionUse::Write);
}

}  // namespace sluis::registry_test
