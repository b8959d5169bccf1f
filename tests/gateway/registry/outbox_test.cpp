#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"
#include "tests/support/killed_writer.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using namespace std::chrono_literals;

namespace {

spi::OutboxItem item(const std::string& id, const std::string& key, const std::string& payload = "text") {
  const auto at = moment("2026-11-20T09:15:00Z");
  return {id, "metahub", key, at, at, 0, spi::OutboxState::Waiting, payload, ""};
}

struct Fixture {
  std::unique_ptr<registry::Store> open() { return place.open(clock, random); }
  std::vector<std::string> claimed(spi::Outbox& outbox, core::Instant at, int most = 10) {
    std::vector<std::string> ids;
    const auto items = outbox.claim("metahub", at, 30s, most);
    BOOST_REQUIRE(items);
    for (const auto& one : *items) ids.push_back(one.id);
    return ids;
  }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = open();
  spi::Outbox& outbox = store->outbox();
};

using Ids = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(outbox, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(an_item_comes_back_as_it_was_added) {
  const std::string bytes("a\0b\xff", 4);
  BOOST_REQUIRE(outbox.add(item("1", "anna", bytes)));
  const auto found = outbox.claim("metahub", clock.now(), 30s, 10).value();
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found.front().payload == bytes);
  BOOST_TEST(found.front().key == "anna");
  BOOST_TEST(found.front().attempts == 1);
  BOOST_TEST((found.front().created == clock.now()));
  BOOST_TEST(outbox.claim("dossier", clock.now(), 30s, 10).value().empty());
}

BOOST_AUTO_TEST_CASE(the_same_id_again_changes_nothing) {
  BOOST_REQUIRE(outbox.add(item("1", "anna", "first")));
  BOOST_REQUIRE(outbox.add(item("1", "anna", "second")));
  BOOST_TEST(outbox.waiting("metahub").value() == 1);
  BOOST_TEST(outbox.items("", spi::OutboxState::Waiting, 10).value().front().payload == "first");
  BOOST_REQUIRE(outbox.done("1", "fine"));
  BOOST_REQUIRE(outbox.add(item("1", "anna", "third")));
  BOOST_TEST(outbox.waiting("metahub").value() == 0);
}

BOOST_AUTO_TEST_CASE(of_one_key_the_oldest_leaves_alone_and_first) {
  BOOST_REQUIRE(outbox.add(item("1", "anna")));
  BOOST_REQUIRE(outbox.add(item("2", "anna")));
  BOOST_REQUIRE(outbox.add(item("3", "bert")));
  BOOST_TEST(claimed(outbox, clock.now()) == (Ids{"1", "3"}));
  BOOST_TEST(claimed(outbox, clock.now()).empty());
  BOOST_REQUIRE(outbox.done("1", ""));
  BOOST_TEST(claimed(outbox, clock.now()) == Ids{"2"});
}

BOOST_AUTO_TEST_CASE(what_is_delayed_holds_back_its_key_and_no_other) {
  BOOST_REQUIRE(outbox.add(item("1", "anna")));
  BOOST_REQUIRE(outbox.add(item("2", "anna")));
  BOOST_REQUIRE(outbox.add(item("3", "bert")));
  BOOST_TEST(claimed(outbox, clock.now(), 1) == Ids{"1"});
  BOOST_REQUIRE(outbox.later("1", clock.now() + 60s, "down"));
  BOOST_TEST(claimed(outbox, clock.now()) == Ids{"3"});
  BOOST_TEST(claimed(outbox, clock.now() + 59s).size() == 1u);  // the lease of the third ended
  BOOST_TEST(claimed(outbox, clock.now() + 60s) == Ids{"1"});
}

BOOST_AUTO_TEST_CASE(a_lease_that_ends_frees_the_item) {
  BOOST_REQUIRE(outbox.add(item("1", "anna")));
  BOOST_TEST(claimed(outbox, clock.now()) == Ids{"1"});
  BOOST_TEST(claimed(outbox, clock.now() + 29s).empty());
  BOOST_TEST(claimed(outbox, clock.now() + 30s) == Ids{"1"});
  BOOST_TEST(outbox.items("metahub", spi::OutboxState::Waiting, 1).value().front().attempts == 2);
}

// Put off, and held, by a clock that was a year ahead.
BOOST_AUTO_TEST_CASE(a_clock_that_was_set_back_delays_nothing_for_a_year) {
  const auto then = clock.now(), ahead = then + std::chrono::hours(24 * 365);
  BOOST_REQUIRE(outbox.add(item("1", "anna")));
  BOOST_REQUIRE(outbox.add(item("2", "bert")));
  BOOST_TEST(claimed(outbox, ahead) == (Ids{"1", "2"}), boost::test_tools::per_element());
  BOOST_REQUIRE(outbox.later("2", ahead + 300s, "not now"));
  BOOST_TEST(claimed(outbox, then).size() == 2u);
  BOOST_TEST(claimed(outbox, then).empty());
}

BOOST_AUTO_TEST_CASE(closed_items_stay_closed_and_only_a_refused_one_keeps_its_payload) {
  BOOST_REQUIRE(outbox.add(item("1", "anna")));
  BOOST_REQUIRE(outbox.add(item("2", "bert")));
  BOOST_REQUIRE(outbox.done("1", "acknowledged"));
  BOOST_REQUIRE(outbox.refused("2", "MH2.INPUT.19"));
  BOOST_REQUIRE(outbox.later("1", clock.now(), "again"));
  BOOST_REQUIRE(outbox.done("2", "again"));
  BOOST_TEST(claimed(outbox, clock.now() + 1h).empty());
  const auto done = outbox.items("", spi::OutboxState::Done, 10).value();
  const auto refused = outbox.items("metahub", spi::OutboxState::Refused, 10).value();
  BOOST_REQUIRE(done.size() == 1u);
  BOOST_REQUIRE(refused.size() == 1u);
  BOOST_TEST(done.front().payload.empty());
  BOOST_TEST(done.front().note == "acknowledged");
  BOOST_TEST(refused.front().payload == "text");
  BOOST_TEST(refused.front().note == "MH2.INPUT.19");
}

BOOST_AUTO_TEST_CASE(what_an_act_owes_is_there_with_the_act_and_never_without) {
  int rung = 0;
  store->when_owed([&] { ++rung; });
  auto by = by_doctor();
  by.owed = {{"ehealth.consent", kAnna, "tell"}};
  BOOST_TEST((store->put_consent(consent_of(ssin(kAnna)), by).value().state == spi::WriteState::Stored));
  BOOST_TEST((store->put_consent(consent_of(ssin(kAnna)), by).value().state == spi::WriteState::AlreadyActive));
  BOOST_TEST(outbox.waiting("ehealth.consent").value() == 1);
  BOOST_TEST(rung == 1);
  const auto waiting = store->owed_under("ehealth.consent", kAnna).value();
  BOOST_REQUIRE(waiting.size() == 1u);
  BOOST_TEST(waiting.front().payload == "tell");
  BOOST_TEST((waiting.front().created == by.at));
  BOOST_TEST(store->owed_under("ehealth.links", kAnna).value().empty());
}

BOOST_AUTO_TEST_CASE(two_processes_on_one_file_never_hold_the_same_item) {
  const auto other = open();
  for (int n = 0; n < 40; ++n) BOOST_REQUIRE(outbox.add(item(std::to_string(n), "key" + std::to_string(n % 8))));
  std::array<std::atomic<int>, 8> in_flight{};
  std::atomic<int> sent{0};
  std::atomic<bool> overlapped{false};
  const auto work = [&](spi::Outbox& mine) {
    for (;;) {
      const auto items = mine.claim("metahub", clock.now(), 30s, 3);
      if (!items || (items->empty() && sent.load() >= 40)) return;
      for (const auto& one : *items) {
        auto& key = in_flight[static_cast<std::size_t>(one.key.back() - '0')];
        if (key.fetch_add(1) != 0) overlapped = true;
        key.fetch_sub(1);
        if (mine.done(one.id, "")) ++sent;
      }
    }
  };
  std::thread second([&] { work(other->outbox()); });
  work(outbox);
  second.join();
  BOOST_TEST(sent.load() == 40);
  BOOST_TEST(!overlapped.load());
  const auto done = outbox.items("metahub", spi::OutboxState::Done, 100).value();
  for (const auto& one : done) BOOST_TEST(one.attempts == 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(outbox_after_a_kill, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(what_was_added_and_not_acknowledged_is_sent_after_kill_9) {
  const Place place;
  const core::ManualClock clock(moment("2026-11-20T09:15:00Z"));
  core::SystemRandom random;
  const auto open = [&] { return place.open(clock, random); };
  // The child sends every item and dies before it can write down that it did.
  const auto held = test::acknowledged_before_kill(20, [&](const auto& acknowledge) {
    const auto store = open();
    for (int n = 0;; ++n) {
      if (!store->outbox().add(item(std::to_string(n), std::to_string(n)))) return;
      const auto claimed = store->outbox().claim("metahub", clock.now(), 30s, 1);
      if (!claimed || claimed->size() != 1) return;
      acknowledge(std::stoi(claimed->front().id));
    }
  });
  const auto store = open();
  BOOST_TEST(store->outbox().claim("metahub", clock.now(), 30s, 100).value().size() <= 1u);  // the last may be added, not held
  std::set<std::int32_t> again;
  const auto free = store->outbox().claim("metahub", clock.now() + 31s, 30s, 1000).value();
  for (const auto& one : free) again.insert(std::stoi(one.id));
  for (const auto n : held) BOOST_TEST(again.contains(n), "item " << n);
}

BOOST_AUTO_TEST_SUITE_END()
