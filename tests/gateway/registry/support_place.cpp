#include "tests/gateway/registry/support_place.hpp"

#include <errno.h>

#include <cstdlib>

#include "gateway/registry/postgres_database.hpp"
#include "gateway/registry/sqlite_file.hpp"

namespace sluis::registry_test {
namespace {

// Read by Boost.Test when main begins: each of the two programs runs what is meant for it.
[[maybe_unused]] const bool kFiltered = ::setenv("BOOST_TEST_RUN_FILTERS", on_postgres() ? "@database" : "!@postgresql", 0) == 0;

registry::PostgresSettings reached_at(const std::string& url) {
  registry::PostgresSettings settings;
  settings.url = url;
  settings.statement_timeout = std::chrono::seconds(60);
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

Place::Place() : url_(on_postgres() ? fresh_schema(cluster().url()) : "sqlite://" + folder_.file("registry.db")) {}

std::unique_ptr<registry::Store> Place::open(const core::Clock& clock, core::Random& random) const {
  return registry::open_registry(url_, clock, random, reached_at(url_));
}

std::unique_ptr<registry::Database> Place::database(const core::Clock& clock) const {
  if (on_postgres()) return std::make_unique<registry::PostgresDatabase>(reached_at(url_), clock);
  return std::make_unique<registry::SqliteFile>(folder_.file("registry.db"), clock);
}

std::unique_ptr<registry::Session> Place::session() const {
  if (on_postgres()) return std::make_unique<registry::PostgresSession>(reached_at(url_));
  registry::make_sqlite_file(folder_.file("registry.db"));
  return std::make_unique<registry::SqliteSession>(folder_.file("registry.db"), registry::SessionUse::Write);
}

}  // namespace sluis::registry_test
