// A parent's right over the eighteenth birthday, against an oracle that counts days and offsets by itself.
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

bool is_leap(int year) {
  return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Days since 1970-01-01, counted one year and one month at a time; weekday of day 0 is a Thursday.
std::int64_t day_number(int year, int month, int day) {
  std::int64_t days = 0;
  for (int y = 1970; y < year; ++y) days += is_leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) days += days_in(year, m);
  return days + day - 1;
}

std::int64_t last_sunday(int year, int month) {
  const auto last = day_number(year, month, days_in(year, month));
  return last - (last + 4) % 7;  // 0 is a Sunday
}

// Seconds since 1970 UTC at which that day begins in Brussels. Clocks change at 01:00 UTC, so a midnight is in summer
// time from the day after the last Sunday of March up to the last Sunday of October.
std::int64_t midnight_in_brussels(int year, int month, int day) {
  const auto number = day_number(year, month, day);
  const bool summer = number > last_sunday(year, 3) && number <= last_sunday(year, 10);
  return number * 86400 - (summer ? 7200 : 3600);
}

std::int64_t majority_of(int year, int month, int day) {
  if (month == 2 && day == 29 && !is_leap(year + 18)) return midnight_in_brussels(year + 18, 3, 1);
  return midnight_in_brussels(year + 18, month, day);
}

struct Child : Bench {
  model::Order asks = [] {
    auto made = represented(order(model::OrderKind::GetConsent, citizen(kPetra)));
    made.content = model::ConsentOrder{patient(kKobe), {}, {}, {}, {}};
    return made;
  }();

  void born(int year, int month, int day) {
    auto child = person(kKobe, "2019-03-12");
    child.birth = core::Date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                             std::chrono::day{static_cast<unsigned>(day)}};
    registers.add(std::move(child));
  }
  bool parent_may_at(std::int64_t second) {
    clock.set(core::Instant{std::chrono::seconds{second}});
    return codes(asks) == "ok";
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(majority, Child)

BOOST_AUTO_TEST_CASE(a_parent_s_right_ends_at_the_midnight_of_the_eighteenth_birthday) {
  std::mt19937 random{20261120};
  const auto between = [&](int low, int high) { return std::uniform_int_distribution{low, high}(random); };
  for (int i = 0; i < 1500; ++i) {
    const int year = between(1985, 2030);
    const bool leap_child = i % 10 == 0 && is_leap(year);
    const int month = leap_child ? 2 : between(1, 12);
    const int day = leap_child ? 29 : between(1, days_in(year, month));
    born(year, month, day);
    const auto majority = majority_of(year, month, day);
    BOOST_TEST_CONTEXT(year << "-" << month << "-" << day) {
      BOOST_TEST(parent_may_at(majority - 1));
      BOOST_TEST(!parent_may_at(majority));
      const auto around = majority + between(-3 * 86400, 3 * 86400);
      BOOST_TEST(parent_may_at(around) == (around < majority));
    }
  }
}

BOOST_AUTO_TEST_CASE(birthdays_at_which_clocks_change_and_leap_days) {
  for (int year = 1988; year <= 2030; ++year) {
    for (const int month : {3, 10}) {
      const int sunday = static_cast<int>(last_sunday(year + 18, month) - day_number(year + 18, month, 1)) + 1;
      for (const int day : {sunday - 1, sunday, std::min(sunday + 1, days_in(year, month))}) {
        born(year, month, day);
        const auto majority = majority_of(year, month, day);
        BOOST_TEST(parent_may_at(majority - 1), year << "-" << month << "-" << day);
        BOOST_TEST(!parent_may_at(majority), year << "-" << month << "-" << day);
      }
    }
  }
  born(2008, 2, 29);
  BOOST_TEST(parent_may_at(midnight_in_brussels(2026, 3, 1) - 1));
  BOOST_TEST(!parent_may_at(midnight_in_brussels(2026, 3, 1)));
  born(2012, 2, 29);
  BOOST_TEST(!parent_may_at(midnight_in_brussels(2030, 3, 1)));
}

BOOST_AUTO_TEST_CASE(an_earlier_end_in_the_register_goes_before_and_a_later_one_does_not_count) {
  registers.add(kNoor, kMark, model::Relation{"parent", {}, {}, date("2026-11-19")});
  registers.add(kNoor, kGert, model::Relation{"parent", {}, {}, date("2090-01-01")});
  const auto by = [&](const std::string& who) {
    auto made = represented(order(model::OrderKind::GetConsent, citizen(who)));
    made.content = model::ConsentOrder{patient(kNoor), {}, {}, {}, {}};
    return codes(made);
  };
  BOOST_TEST(by(kMark) == "MH2.INPUT.2");
  BOOST_TEST(by(kGert) == "ok");
  clock.set(core::Instant{std::chrono::seconds{majority_of(2026, 10, 2)}});
  BOOST_TEST(by(kGert) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_SUITE_END()
