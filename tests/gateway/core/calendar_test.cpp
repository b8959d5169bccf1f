#include "gateway/core/calendar.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace sluis::core;

namespace {

Instant instant(const std::string& text) {
  const auto at = parse_instant(text);
  BOOST_REQUIRE_MESSAGE(at, text + " is no instant");
  return *at;
}

Date date(const std::string& text) {
  const auto day = parse_date(text);
  BOOST_REQUIRE_MESSAGE(day, text + " is no date");
  return *day;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(calendar)

BOOST_AUTO_TEST_CASE(a_date_may_have_a_time_zone_which_is_ignored) {
  for (const auto* text : {"2026-11-20", "2026-11-20Z", "2026-11-20+01:00", "2026-11-20-14:00", "2026-11-20+00:00"}) {
    BOOST_TEST(to_text(date(text)) == "2026-11-20");
  }
  BOOST_TEST(to_text(date("2024-02-29")) == "2024-02-29");
  BOOST_TEST(to_text(date("0001-01-01")) == "0001-01-01");
}

BOOST_AUTO_TEST_CASE(what_is_no_date) {
  for (const auto* text : {"", "2026-11-2", "2026-11-20T", "2026-11-20 ", " 2026-11-20", "20261120", "2026/11/20", "2026-13-01", "2026-00-10",
                           "2026-02-29", "2026-11-31", "2026-11-00", "0000-01-01", "-026-11-20", "2026-11-20+1:00", "2026-11-20+14:01",
                           "2026-11-20+01:60", "2026-11-20z", "2026-11-20+01:00x", "+026-11-20", "2026-1a-20"}) {
    BOOST_TEST(!parse_date(text), text);
  }
}

BOOST_AUTO_TEST_CASE(an_instant_needs_a_zone) {
  BOOST_TEST(to_text(instant("2026-11-20T09:15:00Z")) == "2026-11-20T09:15:00.000Z");
  BOOST_TEST(to_text(instant("2026-11-20T10:15:00+01:00")) == "2026-11-20T09:15:00.000Z");
  BOOST_TEST(to_text(instant("2026-11-20T00:15:00.5+01:00")) == "2026-11-19T23:15:00.500Z");
  BOOST_TEST(to_text(instant("2026-11-20T05:45:00-03:30")) == "2026-11-20T09:15:00.000Z");
  BOOST_TEST((instant("2026-11-20T09:15:00.123456789Z") == instant("2026-11-20T09:15:00.123456Z")));
  BOOST_TEST(to_text(instant("1969-12-31T23:59:59.999Z")) == "1969-12-31T23:59:59.999Z");
}

BOOST_AUTO_TEST_CASE(what_is_no_instant) {
  for (const auto* text : {"", "2026-11-20", "2026-11-20T09:15:00", "2026-11-20 09:15:00Z", "2026-11-20T09:15Z", "2026-11-20T24:00:00Z",
                           "2026-11-20T09:60:00Z", "2026-11-20T09:15:60Z", "2026-11-20T09:15:00.Z", "2026-11-20T09:15:00.1234567890Z",
                           "2026-11-20T09:15:00.1", "2026-02-29T09:15:00Z", "2026-11-20T09:15:00Zx", "2026-11-20T09:15:00,5Z",
                           "2026-11-20t09:15:00Z", "2026-11-20T09:15:00+0100", "2026-11-20T-9:15:00Z"}) {
    BOOST_TEST(!parse_instant(text), text);
  }
}

BOOST_AUTO_TEST_CASE(summer_begins_on_the_last_sunday_of_march_at_one_utc) {
  BOOST_TEST(brussels_date_time(instant("2026-03-29T00:59:59Z")) == "2026-03-29T01:59:59+01:00");
  BOOST_TEST(brussels_date_time(instant("2026-03-29T01:00:00Z")) == "2026-03-29T03:00:00+02:00");
  BOOST_TEST(brussels_date_time(instant("2024-03-31T01:00:00Z")) == "2024-03-31T03:00:00+02:00");  // the 31st is the last Sunday
}

BOOST_AUTO_TEST_CASE(summer_ends_on_the_last_sunday_of_october_at_one_utc) {
  BOOST_TEST(brussels_date_time(instant("2026-10-25T00:59:59Z")) == "2026-10-25T02:59:59+02:00");
  BOOST_TEST(brussels_date_time(instant("2026-10-25T01:00:00Z")) == "2026-10-25T02:00:00+01:00");
  BOOST_TEST(brussels_time(instant("2026-11-20T09:15:07.9Z")) == "10:15:07");
}

BOOST_AUTO_TEST_CASE(the_day_of_brussels_begins_before_that_of_utc) {
  BOOST_TEST(to_text(brussels_date(instant("2026-11-19T22:59:59Z"))) == "2026-11-19");
  BOOST_TEST(to_text(brussels_date(instant("2026-11-19T23:00:00Z"))) == "2026-11-20");
  BOOST_TEST(to_text(brussels_date(instant("2026-07-01T22:00:00Z"))) == "2026-07-02");
  BOOST_TEST(to_text(brussels_date(instant("2026-12-31T23:00:00Z"))) == "2027-01-01");
}

BOOST_AUTO_TEST_CASE(start_of_day_also_on_the_days_of_the_switch) {
  const std::pair<const char*, const char*> days[] = {{"2026-11-20", "2026-11-19T23:00:00.000Z"}, {"2026-07-01", "2026-06-30T22:00:00.000Z"},
                                                      {"2026-03-29", "2026-03-28T23:00:00.000Z"}, {"2026-03-30", "2026-03-29T22:00:00.000Z"},
                                                      {"2026-10-25", "2026-10-24T22:00:00.000Z"}, {"2026-10-26", "2026-10-25T23:00:00.000Z"},
                                                      {"2027-01-01", "2026-12-31T23:00:00.000Z"}};
  for (const auto& [day, utc] : days) BOOST_TEST(to_text(start_of_day(date(day))) == utc, day);
}

BOOST_AUTO_TEST_CASE(start_of_day_is_the_first_moment_of_its_day_for_years) {
  for (auto day = date("2023-12-25"); day < date("2029-01-10"); day = add_days(day, 1)) {
    const auto start = start_of_day(day);
    if (brussels_date(start) != day || brussels_time(start) != "00:00:00" || brussels_date(start - std::chrono::microseconds(1)) == day) {
      BOOST_ERROR("wrong start of " + to_text(day));
    }
  }
}

BOOST_AUTO_TEST_CASE(months_are_clipped_to_their_last_day) {
  BOOST_TEST(to_text(add_months(date("2026-11-30"), 3)) == "2027-02-28");
  BOOST_TEST(to_text(add_months(date("2027-11-30"), 3)) == "2028-02-29");
  BOOST_TEST(to_text(add_months(date("2026-11-20"), 15)) == "2028-02-20");
  BOOST_TEST(to_text(add_months(date("2026-12-31"), 1)) == "2027-01-31");
  BOOST_TEST(to_text(add_months(date("2026-03-31"), -1)) == "2026-02-28");
  BOOST_TEST(to_text(add_months(date("2026-01-31"), -2)) == "2025-11-30");
  BOOST_TEST(to_text(add_months(date("2008-02-29"), 18 * 12)) == "2026-02-28");
}

BOOST_AUTO_TEST_CASE(days_go_over_months_and_years) {
  BOOST_TEST(to_text(add_days(date("2026-12-31"), 1)) == "2027-01-01");
  BOOST_TEST(to_text(add_days(date("2024-03-01"), -1)) == "2024-02-29");
}

BOOST_AUTO_TEST_SUITE_END()
