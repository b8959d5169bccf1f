#include "gateway/registry/migrations.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/clock.hpp"
#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/open_registry.hpp"
#include "gateway/registry/sqlite_session.hpp"
#include "tests/gateway/registry/support.hpp"

using namespace sluis;
using namespace sluis::registry_test;

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

  registry::SqliteSession session() {
    registry::make_sqlite_file(path);
    return {path, registry::SessionUse::Write};
  }

  TempFolder folder;
  std::string path = folder.file("registry.db");
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
};

long version_in(registry::Session&& session) { return session.number("SELECT max(version) FROM schema_version"); }

// As the first release wrote it.
void declare_as_version_1(registry::Session& session, const std::string& id) {
  session.run("INSERT INTO registration (id, kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, comment, "
              "named_author, open) VALUES (?, 'consent', ?, 'Anna', 'Testpersoon', '', '', 'retrospective', '2026-11-20', '', '', '', 1)",
              {id, kAnna});
  session.run("INSERT INTO registration_event (record_seq, version, operation, at, request_id, request_date, request_time, author, "
              "proof_type, representation, correlation_id, named_date, ends_early_on) VALUES (1, 1, 'declaration', ?, '', '2026-11-20', "
              "'10:15:00', ?, 'eidreading', '', 'c0ffee', '', '')",
              {moment("2026-11-20T09:15:00Z"), registry::to_json(doctor_as_author())});
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
    BOOST_TEST(old.number("SELECT max(version) FROM schema_version") == 1);
    declare_as_version_1(old, "kept");
  }
  const auto opened = registry::open_registry("sqlite://" + path, clock, random);
  BOOST_TEST(opened->file_of(ssin(kAnna)).value().consents.at(0).id == "kept");
  BOOST_TEST(version_in(session()) == registry::migrations().back().version);
}

BOOST_AUTO_TEST_CASE(migrating_twice_changes_nothing) {
  auto twice = session();
  registry::migrate(twice, path, clock);
  registry::migrate(twice, path, clock);
  BOOST_TEST(twice.number("SELECT count(*) FROM schema_version") == static_cast<long>(registry::migrations().size()));
}

BOOST_AUTO_TEST_CASE(a_newer_schema_is_refused) {
  {
    auto newer = session();
    registry::migrate(newer, path, clock);
    newer.run("INSERT INTO schema_version (version, name, applied_at) VALUES (999, 'later', '')");
  }
  BOOST_TEST(refusal().find("schema version 999") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_database_of_something_else_is_refused) {
  {
    auto foreign = session();
    foreign.run("CREATE TABLE recipes (name TEXT)");
  }
  BOOST_TEST(refusal().find("something else") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
