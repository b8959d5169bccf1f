#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

#include "gateway/core/calendar.hpp"
#include "gateway/model/registration.hpp"

// Periods of links over ten years against a calendar of the test's own: plain numbers, no <chrono>.
using namespace sluis;

namespace {

struct Day {
  int year, month, day;
  auto operator<=>(const Day&) const = default;
};

constexpr Day kFirst{2023, 1, 1};
constexpr Day kLast{2032, 12, 31};

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int length_of(int year, int month) {
  static constexpr std::array<int, 12> kLengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kLengths[static_cast<std::size_t>(month - 1)];
}

Day next(Day d) {
  if (d.day < length_of(d.year, d.month)) return {d.year, d.month, d.day + 1};
  return d.month < 12 ? Day{d.year, d.month + 1, 1} : Day{d.year + 1, 1, 1};
}

Day later(Day d, int months) {
  for (int i = 0; i < months; ++i) {
    if (++d.month > 12) {
      d.month = 1;
      ++d.year;
    }
  }
  if (d.day > length_of(d.year, d.month)) d.day = length_of(d.year, d.month);
  return d;
}

// Days since 1970-01-01, counted year by year and month by month.
long number_of(Day d) {
  long days = 0;
  for (int year = 1970; year < d.year; ++year) days += is_leap(year) ? 366 : 365;
  for (int month = 1; month < d.month; ++month) days += length_of(d.year, month);
  return days + d.day - 1;
}

// 1970-01-01 was a Thursday.
Day last_sunday(int year, int month) {
  Day d{year, month, length_of(year, month)};
  while ((number_of(d) + 4) % 7 != 0) --d.day;
  return d;
}

// Midnight in Brussels: on the Sunday on which a season begins the old one is still in force at 00:00.
core::Instant midnight(Day d) {
  const bool summer = d > last_sunday(d.year, 3) && d <= last_sunday(d.year, 10);
  return core::Instant{std::chrono::hours(number_of(d) * 24 - (summer ? 2 : 1))};
}

core::Date date_of(Day d) {
  return {std::chrono::year{d.year}, std::chrono::month{static_cast<unsigned>(d.month)}, std::chrono::day{static_cast<unsigned>(d.day)}};
}

std::string text_of(Day d) { return core::to_text(date_of(d)); }

model::TherapeuticLink link(Day start, Day end) {
  return {"link-1", 1, *model::Ssin::parse("85073099833"), "", "", {}, "gpconsultation", date_of(start), date_of(end), "", {}, {}, {}, false, {}};
}

// What is active at these moments, as letters: just before, at and just after.
std::string around(const model::TherapeuticLink& link, core::Instant moment) {
  const auto tick = std::chrono::microseconds{1};
  std::string seen;
  for (const auto at : {moment - tick, moment, moment + tick}) seen += link.active_at(at) ? 'y' : 'n';
  return seen;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(link_period_property)

BOOST_AUTO_TEST_CASE(months_are_added_as_on_a_wall_calendar) {
  std::string difference;
  int days = 0;
  for (auto day = kFirst; day <= kLast; day = next(day), ++days) {
    for (int months = 0; months <= 24; ++months) {
      if (core::add_months(date_of(day), months) != date_of(later(day, months)) && difference.empty())
        difference = text_of(day) + " + " + std::to_string(months) + " is " + text_of(later(day, months));
    }
  }
  BOOST_TEST(days == 3653);
  BOOST_TEST(difference == "", difference);
  BOOST_TEST(text_of(later({2023, 11, 30}, 3)) == "2024-02-29");
  BOOST_TEST(text_of(later({2027, 11, 30}, 15)) == "2029-02-28");
}

BOOST_AUTO_TEST_CASE(days_begin_at_midnight_in_brussels) {
  std::string difference;
  for (auto day = kFirst; day <= kLast; day = next(day)) {
    if (core::start_of_day(date_of(day)) != midnight(day) && difference.empty()) difference = text_of(day) + " begins at another moment";
  }
  BOOST_TEST(difference == "", difference);
}

// The start belongs to the link, the end doesn't: to the microsecond, on every day, over both changes of the clock.
BOOST_AUTO_TEST_CASE(every_start_with_every_length_holds_from_midnight_to_midnight) {
  std::string difference;
  int links = 0;
  for (auto day = kFirst; day <= kLast; day = next(day)) {
    for (const int months : {1, 3, 6, 12, 15}) {
      const auto end = later(day, months);
      const auto held = link(day, end);
      ++links;
      if ((around(held, midnight(day)) != "nyy" || around(held, midnight(end)) != "ynn") && difference.empty())
        difference = text_of(day) + " to " + text_of(end) + ": " + around(held, midnight(day)) + " " + around(held, midnight(end));
    }
  }
  BOOST_TEST(links == 3653 * 5);
  BOOST_TEST(difference == "", difference);
}

// End on the day of the start: that one day, also where it has 23 or 25 hours (rulings R14).
BOOST_AUTO_TEST_CASE(a_link_of_one_day_holds_that_day) {
  std::string difference;
  for (auto day = kFirst; day <= kLast; day = next(day)) {
    const auto held = link(day, day);
    if ((around(held, midnight(day)) != "nyy" || around(held, midnight(next(day))) != "ynn") && difference.empty()) difference = text_of(day);
  }
  BOOST_TEST(difference == "", difference);
  const auto hours = [](Day d) { return std::chrono::floor<std::chrono::hours>(midnight(next(d)) - midnight(d)).count(); };
  BOOST_TEST(hours(last_sunday(2026, 3)) == 23);
  BOOST_TEST(hours(last_sunday(2026, 10)) == 25);
}

// An end in the future that a revocation names is the first day without the link (rulings R12).
BOOST_AUTO_TEST_CASE(an_earlier_end_is_a_midnight_too) {
  std::string difference;
  for (auto day = kFirst; day <= kLast; day = next(day)) {
    auto held = link(day, later(day, 15));
    const auto early = later(day, 2);
    held.revoked = model::Declaration{};
    held.revoked->at = midnight(next(day));
    held.ended_early = date_of(early);
    if (around(held, midnight(early)) != "ynn" && difference.empty()) difference = text_of(day);
    held.ended_early.reset();
    if (around(held, held.revoked->at) != "ynn" && difference.empty()) difference = text_of(day) + " revoked";
  }
  BOOST_TEST(difference == "", difference);
}

BOOST_AUTO_TEST_SUITE_END()
