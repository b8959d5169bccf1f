#include <boost/test/unit_test.hpp>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"
#include "tests/gateway/registry/support_naive.hpp"

using namespace sluis;
using namespace sluis::registry_test;

BOOST_AUTO_TEST_SUITE(history, *boost::unit_test::label("database"))

// Acts at random moments, then the file as it was known at random moments, against copies that the model made at the time.
BOOST_AUTO_TEST_CASE(what_was_known_at_any_moment_is_what_the_model_saw_then) {
  constexpr int kPatients = 20;
  constexpr int kActs = 30;
  constexpr int kLooks = 25;
  constexpr long kDay = 24 * 3600;
  const Place place;
  const core::ManualClock clock(moment("2026-11-20T09:15:00Z"));
  core::SystemRandom random;
  const auto store = place.open(clock, random);
  std::mt19937 dice(20261122);
  const long begin = std::chrono::floor<std::chrono::seconds>(moment("2026-11-02T00:00:00Z")).time_since_epoch().count();
  int stored = 0;
  int early_ends = 0;
  for (int n = 0; n < kPatients; ++n) {
    Naive model;
    long at = begin;
    for (int i = 0; i < kActs; ++i) {
      at += static_cast<long>(dice() % (kDay / 2)) * (dice() % 4 == 0 ? 0 : 1);  // also several at one moment
      const auto act = random_act(dice, Kind(dice() % 3), at);
      const auto written = run(*store, patient(n), act).value();
      const auto expected = model.apply(act);
      BOOST_REQUIRE_MESSAGE(text_of(written.state) == expected, "patient " << n << " act " << i << ": " << text_of(written.state)
                                                                            << " instead of " << expected << " in\n" << model.view());
      stored += written.state == spi::WriteState::Stored;
    }
    BOOST_TEST(view_of(store->file_of(patient(n)).value()) == model.view());
    for (int i = 0; i < kLooks; ++i) {
      const long then = begin - kDay + static_cast<long>(dice()) % (at - begin + 2 * kDay);
      const auto file = store->file_as_known(patient(n), core::Instant{std::chrono::seconds{then}}).value();
      for (const auto& link : file.links) early_ends += link.ended_early.has_value();
      BOOST_TEST(view_of(file) == model.view_at(then), "patient " << n << " as known at " << then);
    }
  }
  BOOST_TEST(stored > kPatients * kActs / 4);
  BOOST_TEST(early_ends > 0);
}

BOOST_AUTO_TEST_SUITE_END()
