#include "gateway/registry/migrations.hpp"

#include <Poco/Data/Statement.h>

#include <boost/test/unit_test.hpp>

#include "gateway/core/clock.hpp"
#include "gateway/registry/open_registry.hpp"
#include "gateway/registry/record.hpp"
#include "gateway/registry/registration_writes.hpp"
#include "gateway/registry/sqlite_session.hpp"
#include "tests/gateway/registry/support.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using namespace Poco::Data::Keywords;

namespace {

struct Fixture {
  std::string refusal() {
    try {
      registry::open_registry("sqlite://" + path, clock, random);
      return "opened";
    } catch (const std::runtime_error& wrong) {
      return wrong.what();
    }
  }

  Poco::Data::Session session() {
    registry::make_sqlite_file(path);
    return registry::open_sqlite(path, registry::SessionUse::Write);
  }

  TempFolder folder;
  std::string path = folder.file("registry.db");
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
};

int version_in(Poco::Data::Session session) {
  int version = 0;
  session << "SELECT max(version) FROM schema_version", into(version), now;
  return version;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(migrations, Fixture)

BOOST_AUTO_TEST_CASE(versions_count_from_one) {
  int expected = 0;
  for (const auto& step : registry::migrations()) BOOST_TEST(step.version == ++expected);
}

BOOST_AUTO_TEST_CASE(a_file_of_version_1_is_brought_up_to_date_with_its_content) {
  {
    auto old = session();
    registry::migrate(old, path, clock, 1);
    BOOST_TEST(version_in(old) == 1);
    registry::put_consent(old, consent_of(ssin(kAnna)), by_doctor(), "kept");
  }
  const auto opened = registry::open_registry("sqlite://" + path, clock, random);
  BOOST_TEST(opened->file_of(ssin(kAnna)).value().consents.at(0).id == "kept");
  BOOST_TEST(version_in(session()) == registry::migrations().back().version);
}

BOOST_AUTO_TEST_CASE(migrating_twice_changes_nothing) {
  auto twice = session();
  registry::migrate(twice, path, clock);
  registry::migrate(twice, path, clock);
  int rows = 0;
  twice << "SELECT count(*) FROM schema_version", into(rows), now;
  BOOST_TEST(rows == static_cast<int>(registry::migrations().size()));
}

BOOST_AUTO_TEST_CASE(a_newer_schema_is_refused) {
  {
    auto newer = session();
    registry::migrate(newer, path, clock);
    registry::execute(newer, "INSERT INTO schema_version (version, name, applied_at) VALUES (999, 'later', '')");
  }
  BOOST_TEST(refusal().find("schema version 999") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_database_of_something_else_is_refused) {
  {
    auto foreign = session();
    registry::execute(foreign, "CREATE TABLE recipes (name TEXT)");
  }
  BOOST_TEST(refusal().find("something else") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
