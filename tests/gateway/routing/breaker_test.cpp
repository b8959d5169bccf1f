#include <boost/test/unit_test.hpp>

#include "gateway/routing/breaker.hpp"

using namespace sluis;
using routing::Admission;

namespace {

struct Open {
  core::ManualClock clock{core::Instant{std::chrono::hours(1000)}};
  routing::Breaker breaker{clock, 2, std::chrono::seconds(30)};

  Open() {
    for (int i = 0; i < 2; ++i) breaker.failed(breaker.admit());
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(breaker, Open)

BOOST_AUTO_TEST_CASE(failures_in_a_row_open_it) {
  BOOST_TEST(breaker.open());
  BOOST_TEST((breaker.admit() == Admission::Refused));
}

BOOST_AUTO_TEST_CASE(a_success_between_failures_keeps_it_closed) {
  routing::Breaker fresh(clock, 2, std::chrono::seconds(30));
  fresh.failed(fresh.admit());
  fresh.succeeded(fresh.admit());
  fresh.failed(fresh.admit());
  BOOST_TEST((fresh.admit() == Admission::Normal));
}

BOOST_AUTO_TEST_CASE(half_open_lets_exactly_one_probe_through) {
  clock.advance(std::chrono::seconds(30));
  BOOST_TEST((breaker.admit() == Admission::Probe));
  clock.advance(std::chrono::hours(1));  // however long it takes
  BOOST_TEST((breaker.admit() == Admission::Refused));
  breaker.succeeded(Admission::Probe);
  BOOST_TEST((breaker.admit() == Admission::Normal));
}

BOOST_AUTO_TEST_CASE(a_failed_probe_rests_again) {
  clock.advance(std::chrono::seconds(30));
  breaker.failed(breaker.admit());
  BOOST_TEST((breaker.admit() == Admission::Refused));
  clock.advance(std::chrono::seconds(30));
  BOOST_TEST((breaker.admit() == Admission::Probe));
}

BOOST_AUTO_TEST_CASE(a_probe_that_says_nothing_makes_room_for_another) {
  clock.advance(std::chrono::seconds(30));
  breaker.abandoned(breaker.admit());
  BOOST_TEST((breaker.admit() == Admission::Probe));
}

BOOST_AUTO_TEST_CASE(what_comes_back_from_before_it_opened_says_nothing) {
  breaker.succeeded(Admission::Normal);
  BOOST_TEST(breaker.open());
  clock.advance(std::chrono::seconds(30));
  BOOST_TEST((breaker.admit() == Admission::Probe));
  breaker.failed(Admission::Normal);
  BOOST_TEST((breaker.admit() == Admission::Refused));  // the probe is still on its way
}

BOOST_AUTO_TEST_SUITE_END()
