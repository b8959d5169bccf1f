#pragma once

#include <memory>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/registry/database.hpp"
#include "gateway/registry/open_registry.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/support/postgres_cluster.hpp"

namespace sluis::registry_test {

// Which database this program's registries are in: test_registry SQLite, test_registry_on_postgresql, which is the same program
// under another name and runs what is labelled "database", PostgreSQL.
bool on_postgres();

// The cluster of this program: started by who asks first, stopped at the end.
test::PostgresCluster& cluster();

// An empty registry of one test.
class Place final {
 public:
  enum class Schema { Any, None };  // None: nothing of ours is there yet
  explicit Place(Schema schema = Schema::Any);
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  const std::string& url() const { return url_; }
  std::unique_ptr<registry::Store> open(const core::Clock& clock, core::Random& random) const;
  // A database with our schema.
  std::unique_ptr<registry::Database> database(const core::Clock& clock) const;
  // A connection beside the registry's own.
  std::unique_ptr<registry::Session> session() const;

 private:
  TempFolder folder_;
  std::string url_;
  mutable bool touched_ = false;  // otherwise than through a registry
};

// Takes every row of a PostgreSQL registry away, whatever keeps it.
void empty(registry::Session& session);

// A new, empty schema of a PostgreSQL database, as a url.
std::string fresh_schema(const std::string& url);

}  // namespace sluis::registry_test
