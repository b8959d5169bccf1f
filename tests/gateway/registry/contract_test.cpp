#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/contract.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using spi::WriteState;

namespace {

struct Fixture {
  std::unique_ptr<registry::Store> open() { return place.open(clock, random); }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
};

// How many of `threads` callers got this state from `write`.
template <class Write>
int count(int threads, WriteState wanted, Write write) {
  std::atomic<int> seen = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < threads; ++i) {
    callers.emplace_back([&, i] {
      const auto written = write(i);
      if (written && written->state == wanted) ++seen;
    });
  }
  for (auto& caller : callers) caller.join();
  return seen;
}

}  // namespace

// What every registry does, whatever database is behind it.
BOOST_FIXTURE_TEST_SUITE(contract, Fixture, *boost::unit_test::label("database"))

BOOST_DATA_TEST_CASE_F(Fixture, keeps_the_consent_contract, boost::unit_test::data::make(consent_contract()), one) {
  one.run(*open());
}

BOOST_DATA_TEST_CASE_F(Fixture, keeps_the_link_contract, boost::unit_test::data::make(link_contract()), one) {
  one.run(*open());
}

BOOST_DATA_TEST_CASE_F(Fixture, keeps_the_exclusion_contract, boost::unit_test::data::make(exclusion_contract()), one) {
  one.run(*open());
}

BOOST_AUTO_TEST_CASE(one_consent_wins_a_race) {
  const auto one = open();
  const auto other = open();  // as another process would
  const int stored = count(16, WriteState::Stored, [&](int i) {
    return (i % 2 ? one : other)->put_consent(consent_of(ssin(kAnna)), by_doctor());
  });
  BOOST_TEST(stored == 1);
}

BOOST_AUTO_TEST_CASE(many_callers_share_commits_and_each_gets_its_own_answer) {
  const auto registry = open();
  const int stored = count(16, WriteState::Stored, [&](int i) -> Result<spi::Written> {
    for (int n = 0; n < 19; ++n) {
      const auto written = registry->put_link(link_of(patient(i * 20 + n)), by_doctor());
      if (!written || written->state != WriteState::Stored) return written;
      const auto file = registry->file_of(patient(i * 20 + n));
      if (!file || file->links.size() != 1 || file->links.front().id != written->record_id) return Fault(FaultId::Internal);
    }
    auto broken = consent_of(patient(i * 20));
    broken.sign_date.reset();  // fails alone, whatever commit it is in
    if (registry->put_consent(broken, by_doctor())) return Fault(FaultId::Internal);
    return registry->put_link(link_of(patient(i * 20 + 19)), by_doctor());
  });
  BOOST_TEST(stored == 16);
}

BOOST_AUTO_TEST_CASE(the_database_itself_refuses_a_second_active_consent) {
  BOOST_REQUIRE(open()->put_consent(consent_of(ssin(kAnna)), by_doctor()));
  const auto session = place.session();
  const std::string copy =
      "INSERT INTO registration (id, kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, comment, "
      "named_author, open) SELECT 'another', kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, "
      "comment, named_author, ";
  BOOST_CHECK_THROW(session->run(copy + "1 FROM registration"), registry::DatabaseError);
  BOOST_CHECK_NO_THROW(session->run(copy + "0 FROM registration"));
}

BOOST_AUTO_TEST_CASE(the_database_itself_refuses_to_rewrite_history) {
  {
    const auto registry = open();
    BOOST_REQUIRE(registry->put_consent(consent_of(ssin(kAnna)), by_doctor()));
    BOOST_REQUIRE(registry->revoke_consent(revocation_of(ssin(kAnna)), by_doctor()));
  }
  const auto session = place.session();
  for (const char* statement :
       {"DELETE FROM registration_event", "DELETE FROM registration", "UPDATE registration_event SET at = 0",
        "UPDATE registration SET starts_on = '2000-01-01'", "UPDATE registration SET open = 1"}) {
    BOOST_CHECK_THROW(session->run(statement), registry::DatabaseError);
  }
}

BOOST_AUTO_TEST_CASE(a_damaged_row_is_a_fault_not_an_exception) {
  const auto registry = open();
  BOOST_REQUIRE(registry->put_consent(consent_of(ssin(kAnna)), by_doctor()));
  const auto session = place.session();
  session->run(std::string("DROP TRIGGER event_as_recorded") + (on_postgres() ? " ON registration_event" : ""));
  session->run("UPDATE registration_event SET author = '{'");
  const auto file = registry->file_of(ssin(kAnna));
  BOOST_REQUIRE(!file);
  BOOST_TEST((file.error().id() == FaultId::RegistryUnavailable));
  const auto written = registry->revoke_consent(revocation_of(ssin(kAnna)), by_doctor());
  BOOST_REQUIRE(!written);
  BOOST_TEST((written.error().id() == FaultId::RegistryUnavailable));
  BOOST_TEST((registry->put_consent(consent_of(patient(1)), by_doctor()).value().state == WriteState::Stored));
}

BOOST_AUTO_TEST_SUITE_END()
