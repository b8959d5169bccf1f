#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"

namespace sluis::core {

// A calendar date in Europe/Brussels; dates on the wire are such dates (consent.md section 4).
using Date = std::chrono::year_month_day;

// xsd:date; a time-zone suffix is accepted and ignored ("2026-11-20+01:00"). nullopt when it is no calendar date.
std::optional<Date> parse_date(std::string_view text);
std::string to_text(Date date);  // "2026-11-20"

// RFC 3339 / xsd:dateTime with 'Z' or an offset and at most nine fraction digits; without either: nullopt.
std::optional<Instant> parse_instant(std::string_view text);
std::string to_text(Instant at);  // "2026-11-20T09:15:00.000Z", milliseconds

// The rule of Directive 2000/84/EC (summer time from the last Sunday of March to the last Sunday of October, 01:00 UTC),
// so that no time-zone database is needed.
std::chrono::minutes brussels_offset(Instant at);
Date brussels_date(Instant at);
std::string brussels_date_time(Instant at);  // "2026-11-20T10:15:00+01:00"
std::string brussels_time(Instant at);       // "10:15:00"
Instant start_of_day(Date brussels_day);     // 00:00 Europe/Brussels

// Calendar months; a day that the month doesn't have becomes its last (2026-11-30 + 3 = 2027-02-28).
Date add_months(Date date, int months);
Date add_days(Date date, int days);

}  // namespace sluis::core
