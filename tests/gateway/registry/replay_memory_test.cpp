#include "gateway/registry/sql_replay_memory.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using namespace std::chrono_literals;

namespace {

const auto kNow = moment("2026-11-20T09:15:00Z");
constexpr auto kLife = 660s;

spi::MessageDigest digest(std::uint32_t number) {
  spi::MessageDigest made{};
  for (std::size_t i = 0; i < 4; ++i) made[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return made;
}

std::string said(const Result<spi::ReplayOutcome>& outcome) {
  if (!outcome) return std::string(outcome.error().entry().name);
  return *outcome == spi::ReplayOutcome::New ? "new" : *outcome == spi::ReplayOutcome::Seen ? "seen" : "full";
}

struct Fixture {
  std::unique_ptr<registry::Store> open() { return place.open(clock, random); }
  // One that is told how a clock that nobody sets goes on.
  std::unique_ptr<registry::SqlReplayMemory> memory(std::size_t most) {
    return std::make_unique<registry::SqlReplayMemory>(*database, most, [this] { return steady; });
  }

  Place place;
  core::ManualClock clock{kNow};
  core::SystemRandom random;
  std::unique_ptr<registry::Database> database = place.database(clock);
  std::chrono::steady_clock::time_point steady{1h};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(replay_memory, Fixture)

BOOST_AUTO_TEST_CASE(another_node_and_a_restart_know_what_was_accepted) {
  const auto one = open(), other = open();
  BOOST_TEST(said(one->replay_memory(100)->remember(digest(1), kNow + kLife, kNow)) == "new");
  BOOST_TEST(said(one->replay_memory(100)->remember(digest(1), kNow + kLife, kNow)) == "seen");
  BOOST_TEST(said(other->replay_memory(100)->remember(digest(1), kNow + kLife, kNow)) == "seen");
  BOOST_TEST(said(open()->replay_memory(100)->remember(digest(1), kNow + kLife, kNow)) == "seen");
  BOOST_TEST(said(other->replay_memory(100)->remember(digest(2), kNow + kLife, kNow)) == "new");
}

BOOST_AUTO_TEST_CASE(of_all_who_ask_at_once_on_two_nodes_one_is_told_that_a_message_is_new) {
  const auto one = open(), other = open();
  const auto first = one->replay_memory(100'000), second = other->replay_memory(100'000);
  constexpr std::uint32_t kMessages = 150;
  std::vector<std::atomic<int>> accepted(kMessages);
  std::atomic<int> faults = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        auto& node = t % 2 == 0 ? *first : *second;
        for (std::uint32_t i = 0; i < kMessages; ++i) {
          const auto outcome = node.remember(digest(i), kNow + kLife, kNow);
          if (!outcome) ++faults;
          else if (*outcome == spi::ReplayOutcome::New) ++accepted[i];
        }
      });
    }
  }
  BOOST_TEST(faults == 0);
  for (const auto& one_message : accepted) BOOST_TEST(one_message == 1);
}

BOOST_AUTO_TEST_CASE(full_means_that_nothing_is_new_until_something_is_over) {
  const auto guard = memory(40);
  for (std::uint32_t i = 0; i < 40; ++i) BOOST_TEST(said(guard->remember(digest(i), kNow + kLife, kNow)) == "new");
  for (std::uint32_t i = 40; i < 50; ++i) BOOST_TEST(said(guard->remember(digest(i), kNow + kLife, kNow)) == "full");
  BOOST_TEST(guard->size().value() == 40);
  const auto later = kNow + kLife + 61s;
  BOOST_TEST(said(guard->remember(digest(60), later + kLife, later)) == "full");  // looked at a moment ago
  steady += 2s;
  BOOST_TEST(said(guard->remember(digest(60), later + kLife, later)) == "new");
  BOOST_TEST(guard->size().value() == 1);
}

BOOST_AUTO_TEST_CASE(what_is_over_goes_while_new_messages_come) {
  const auto guard = memory(100'000);
  std::uint32_t number = 0;
  auto at = kNow;
  for (int minute = 0; minute < 40; ++minute) {
    for (int i = 0; i < 128; ++i) BOOST_REQUIRE(said(guard->remember(digest(number++), at + kLife, at)) == "new");
    at += 60s;
    steady += 60s;
  }
  // Twelve minutes of life and margin, and a step behind.
  BOOST_TEST(guard->size().value() <= 15 * 128);
  BOOST_TEST(guard->size().value() >= 11 * 128);
}

// The clock of the machine is set an hour ahead and back again: what was accepted before can still be replayed, and is refused.
BOOST_AUTO_TEST_CASE(a_clock_that_jumps_ahead_and_back_makes_nobody_forget) {
  const auto guard = memory(100'000);
  for (std::uint32_t i = 0; i < 128; ++i) BOOST_REQUIRE(said(guard->remember(digest(i), kNow + kLife, kNow)) == "new");
  const auto ahead = kNow + 1h;
  steady += 10s;
  for (std::uint32_t i = 1000; i < 1256; ++i) BOOST_REQUIRE(said(guard->remember(digest(i), ahead + kLife, ahead)) == "new");
  steady += 10s;
  BOOST_TEST(said(guard->remember(digest(5), kNow + kLife, kNow + 20s)) == "seen");
}

BOOST_AUTO_TEST_CASE(without_its_database_it_is_not_known) {
  const auto guard = memory(100);
  BOOST_TEST(said(guard->remember(digest(1), kNow + kLife, kNow)) == "new");
  const auto session = place.session();
  session->run("ALTER TABLE replay_memory RENAME TO elsewhere");
  BOOST_TEST(said(guard->remember(digest(2), kNow + kLife, kNow)) == "RegistryUnavailable");
  session->run("ALTER TABLE elsewhere RENAME TO replay_memory");
  BOOST_TEST(said(guard->remember(digest(2), kNow + kLife, kNow)) == "new");
  BOOST_TEST(said(guard->remember(digest(1), kNow + kLife, kNow)) == "seen");
}

BOOST_AUTO_TEST_SUITE_END()
