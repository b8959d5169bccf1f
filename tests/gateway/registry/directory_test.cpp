#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using namespace std::chrono_literals;

namespace {

constexpr auto kBy = "71099911";

model::DirectoryEntry reference(const std::string& id, const std::string& category = "labresult") {
  model::DirectoryEntry entry;
  entry.name = {id, "HUBAID", "1999990144"};
  entry.hub_name = "Our hub";
  entry.category = category;
  entry.date = "2026-11-19";
  entry.time = "08:00:00+01:00";
  entry.recorded = "2026-11-20T10:15:00+01:00";
  entry.authors = doctor_as_author().parties;
  entry.validated = false;
  entry.patient_access = false;
  entry.fetch_with = "GetTransactionSet";
  return entry;
}

struct Fixture {
  std::unique_ptr<registry::Store> open() { return place.open(clock, random); }
  std::vector<spi::OutboxItem> feed(const std::string& id) const {
    return {{id, "metahub", kAnna, clock.now(), clock.now(), 0, spi::OutboxState::Waiting, "put", ""}};
  }
  void declare(const model::DirectoryEntry& entry, const std::string& item) {
    BOOST_REQUIRE(store->directory().declare(ssin(kAnna), entry, kBy, clock.now(), feed(item)));
  }
  bool revoke(const std::string& id, const std::string& item) {
    return store->directory().revoke(ssin(kAnna), reference(id).name, clock.now(), feed(item)).value();
  }
  // Ids of the references of Anna, and of what the metahub is owed.
  std::vector<std::string> standing() {
    std::vector<std::string> ids;
    const auto found = store->directory().references(ssin(kAnna)).value();
    for (const auto& entry : found) ids.push_back(entry.name.id);
    return ids;
  }
  std::vector<std::string> owed() {
    std::vector<std::string> ids;
    const auto items = store->outbox().items("metahub", spi::OutboxState::Waiting, 10).value();
    for (const auto& item : items) ids.push_back(item.id);
    std::ranges::sort(ids);
    return ids;
  }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = open();
};

using Ids = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(directory, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(a_reference_comes_back_as_it_was_declared_after_a_restart_too) {
  declare(reference("a"), "1");
  store.reset();
  store = open();
  const auto found = store->directory().references(ssin(kAnna)).value();
  BOOST_REQUIRE(found.size() == 1u);
  const auto& entry = found.front();
  BOOST_TEST((entry.name == reference("a").name));
  BOOST_TEST(entry.hub_name == "Our hub");
  BOOST_TEST(entry.category == "labresult");
  BOOST_TEST(entry.date == "2026-11-19");
  BOOST_TEST(entry.time == "08:00:00+01:00");
  BOOST_TEST(entry.recorded == "2026-11-20T10:15:00+01:00");
  BOOST_TEST(entry.complete);
  BOOST_TEST(!entry.validated);
  BOOST_TEST(!entry.patient_access);
  BOOST_TEST(entry.fetch_with == "GetTransactionSet");
  BOOST_REQUIRE(entry.authors.size() == reference("a").authors.size());
  BOOST_TEST(entry.authors.front().category() == reference("a").authors.front().category());
  BOOST_TEST(store->directory().declared_by(ssin(kAnna), entry.name).value() == kBy);
  BOOST_TEST(store->directory().references(patient(1)).value().empty());
}

BOOST_AUTO_TEST_CASE(only_the_first_reference_is_told_to_the_metahub) {
  declare(reference("a"), "1");
  declare(reference("b"), "2");
  BOOST_TEST(standing() == (Ids{"a", "b"}));
  BOOST_TEST(owed() == Ids{"1"});
}

BOOST_AUTO_TEST_CASE(the_same_name_replaces_and_is_no_first_reference) {
  declare(reference("a"), "1");
  declare(reference("a", "sumehr"), "2");
  const auto found = store->directory().references(ssin(kAnna)).value();
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found.front().category == "sumehr");
  BOOST_TEST(owed() == Ids{"1"});
}

BOOST_AUTO_TEST_CASE(only_the_end_of_the_last_one_is_told) {
  declare(reference("a"), "1");
  declare(reference("b"), "2");
  BOOST_TEST(revoke("a", "3"));
  BOOST_TEST(owed() == Ids{"1"});
  BOOST_TEST(revoke("b", "4"));
  BOOST_TEST(owed() == (Ids{"1", "4"}));
  BOOST_TEST(standing().empty());
  declare(reference("a"), "5");
  BOOST_TEST(owed() == (Ids{"1", "4", "5"}));
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_not_revoked_and_nothing_is_owed) {
  BOOST_TEST(!revoke("a", "1"));
  declare(reference("a"), "2");
  BOOST_TEST(revoke("a", "3"));
  BOOST_TEST(!revoke("a", "4"));
  BOOST_TEST(owed() == (Ids{"2", "3"}));
  BOOST_TEST(store->directory().declared_by(ssin(kAnna), reference("a").name).value().empty());
}

BOOST_AUTO_TEST_CASE(what_was_owed_rings_the_bell_once) {
  int rung = 0;
  store->when_owed([&] { ++rung; });
  declare(reference("a"), "1");
  declare(reference("b"), "2");
  BOOST_TEST(rung == 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(hub_memory, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(hubs_are_remembered_with_their_moment_after_a_restart_too) {
  BOOST_TEST(!store->hub_memory().hubs_of(ssin(kAnna)).value().has_value());
  BOOST_REQUIRE(store->hub_memory().remember(ssin(kAnna), {{"1999990144"}, clock.now()}));
  BOOST_REQUIRE(store->hub_memory().remember(ssin(kAnna), {{"1999990144", "1999990342"}, clock.now() + 1min}));
  store.reset();
  store = open();
  const auto known = store->hub_memory().hubs_of(ssin(kAnna)).value();
  BOOST_REQUIRE(known.has_value());
  BOOST_TEST(known->hubs == (Ids{"1999990144", "1999990342"}));
  BOOST_TEST((known->as_of == clock.now() + 1min));
}

BOOST_AUTO_TEST_CASE(one_patient_or_everybody_is_forgotten) {
  for (const int n : {1, 2, 3}) BOOST_REQUIRE(store->hub_memory().remember(patient(n), {{"1999990144"}, clock.now()}));
  BOOST_REQUIRE(store->hub_memory().forget(patient(1)));
  BOOST_TEST(!store->hub_memory().hubs_of(patient(1)).value().has_value());
  BOOST_TEST(store->hub_memory().hubs_of(patient(2)).value().has_value());
  BOOST_REQUIRE(store->hub_memory().forget_all());
  BOOST_TEST(!store->hub_memory().hubs_of(patient(2)).value().has_value());
  BOOST_TEST(!store->hub_memory().hubs_of(patient(3)).value().has_value());
}

BOOST_AUTO_TEST_CASE(the_position_in_the_feed_outlives_what_is_forgotten) {
  BOOST_TEST(store->hub_memory().feed_position().value().empty());
  BOOST_REQUIRE(store->hub_memory().set_feed_position("7"));
  BOOST_REQUIRE(store->hub_memory().set_feed_position("12"));
  BOOST_REQUIRE(store->hub_memory().forget_all());
  BOOST_TEST(store->hub_memory().feed_position().value() == "12");
}

BOOST_AUTO_TEST_SUITE_END()
