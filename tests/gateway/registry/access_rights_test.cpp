#include "gateway/spi/access_rights.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using spi::WriteState;

namespace {

const model::TransactionName kReport{"t-1", "HUBAID", "1990000035"};
const auto kLater = moment("2030-01-01T00:00:00Z");

model::Party everybody(const std::string& category) {
  model::Party party;
  party.category = category;
  return party;
}

struct Fixture {
  spi::Written put(const model::Party& party, bool allow, const std::string& at) {
    return store->put_right({kReport, party, allow}, by_doctor(at)).value();
  }
  spi::Written revoke(const std::optional<model::Party>& party, const std::string& at) {
    return store->revoke_rights({kReport, party, false}, by_doctor(at)).value();
  }
  std::vector<model::AccessRight> standing(core::Instant known_at = kLater) {
    auto rights = store->rights_on(kReport, known_at).value();
    std::erase_if(rights, [](const auto& right) { return right.revoked.has_value(); });
    return rights;
  }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = place.open(clock, random);
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(access_rights, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(a_right_is_kept_with_who_gave_it) {
  const auto written = put(doctor(), true, "2026-11-20T09:00:00Z");
  BOOST_TEST((written.state == WriteState::Stored));
  const auto rights = standing();
  BOOST_REQUIRE(rights.size() == 1u);
  BOOST_TEST(rights[0].id == written.record_id);
  BOOST_TEST(rights[0].version == 1);
  BOOST_TEST((rights[0].transaction == kReport));
  BOOST_TEST(rights[0].allow);
  BOOST_TEST(!rights[0].is_for_role());
  BOOST_TEST(rights[0].declared.author.professional()->family_name == "Huisarts");
}

BOOST_AUTO_TEST_CASE(another_value_for_the_same_party_replaces_the_first) {
  const auto first = put(doctor(), true, "2026-11-20T09:00:00Z");
  auto by_number = doctor();
  by_number.ssin.reset();
  const auto second = put(by_number, false, "2026-11-20T10:00:00Z");
  const auto rights = standing();
  BOOST_REQUIRE(rights.size() == 1u);
  BOOST_TEST(rights[0].id == second.record_id);
  BOOST_TEST(!rights[0].allow);
  BOOST_TEST(store->rights_on(kReport, kLater).value().size() == 2u);
  const auto before = standing(moment("2026-11-20T09:59:59Z"));
  BOOST_REQUIRE(before.size() == 1u);
  BOOST_TEST(before[0].id == first.record_id);
  BOOST_TEST(before[0].allow);
  BOOST_TEST(standing(moment("2026-11-20T08:59:59Z")).empty());
}

BOOST_AUTO_TEST_CASE(persons_roles_and_documents_are_told_apart) {
  put(doctor(), true, "2026-11-20T09:00:00Z");
  put(everybody("persphysician"), false, "2026-11-20T09:01:00Z");
  put(everybody("persnurse"), false, "2026-11-20T09:02:00Z");
  BOOST_TEST(standing().size() == 3u);
  BOOST_TEST(std::ranges::count_if(standing(), [](const auto& right) { return right.is_for_role(); }) == 2);
  for (const auto& other : {model::TransactionName{"t-2", "HUBAID", "1990000035"}, model::TransactionName{"t-1", "RSWID", "1990000035"},
                            model::TransactionName{"t-1", "HUBAID", "1999990144"}}) {
    BOOST_TEST(store->rights_on(other, kLater).value().empty());
  }
}

BOOST_AUTO_TEST_CASE(a_right_is_revoked_for_one_party_or_for_all) {
  BOOST_TEST((revoke(doctor(), "2026-11-20T08:00:00Z").state == WriteState::NotFound));
  const auto own = put(doctor(), true, "2026-11-20T09:00:00Z");
  put(everybody("persphysician"), false, "2026-11-20T09:00:00Z");
  put(pharmacy(), false, "2026-11-20T09:00:00Z");
  BOOST_TEST(revoke(doctor(), "2026-11-20T10:00:00Z").record_id == own.record_id);
  BOOST_TEST(standing().size() == 2u);
  const auto history = store->rights_on(kReport, kLater).value();
  BOOST_TEST(history[0].version == 2);
  BOOST_TEST((history[0].revoked->at == moment("2026-11-20T10:00:00Z")));
  BOOST_TEST((revoke(std::nullopt, "2026-11-20T11:00:00Z").state == WriteState::Stored));
  BOOST_TEST(standing().empty());
  BOOST_TEST((revoke(std::nullopt, "2026-11-20T12:00:00Z").state == WriteState::NotFound));
}

BOOST_AUTO_TEST_CASE(a_right_for_nobody_is_not_stored) {
  BOOST_TEST(!store->put_right({kReport, std::nullopt, true}, by_doctor()));
  BOOST_TEST(standing().empty());
}

BOOST_AUTO_TEST_SUITE_END()
