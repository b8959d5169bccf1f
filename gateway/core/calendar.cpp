#include "gateway/core/calendar.hpp"

#include <cstdio>

namespace sluis::core {
namespace {

using namespace std::chrono;

// Reads exactly `count` digits at `at`; -1 when there are none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Minutes east of UTC of "Z" or "+hh:mm"; nullopt when it is neither.
std::optional<minutes> parse_offset(std::string_view text) {
  if (text == "Z") return minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const int h = digits(text, 1, 2);
  const int m = digits(text, 4, 2);
  if (h < 0 || m < 0 || m > 59 || h * 60 + m > 14 * 60) return std::nullopt;
  const minutes total{h * 60 + m};
  return text[0] == '-' ? -total : total;
}

std::optional<Date> plain_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int y = digits(text, 0, 4);
  const int m = digits(text, 5, 2);
  const int d = digits(text, 8, 2);
  if (y < 1 || m < 0 || d < 0) return std::nullopt;
  const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

Instant last_sunday_one_utc(year y, month m) { return sys_days{y / m / Sunday[last]} + hours{1}; }

std::string format(const char* pattern, auto... values) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, pattern, values...);
  return buffer;
}

struct Broken {
  Date date;
  hh_mm_ss<microseconds> time;
};

Broken broken_down(Instant at) {
  const auto day_start = floor<days>(at);
  return {Date{day_start}, hh_mm_ss<microseconds>{at - day_start}};
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() > 10) {
    if (!parse_offset(text.substr(10))) return std::nullopt;
    text = text.substr(0, 10);
  }
  return plain_date(text);
}

std::string to_text(Date date) {
  return format("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto date = plain_date(text.substr(0, 10));
  const int h = digits(text, 11, 2);
  const int m = digits(text, 14, 2);
  const int s = digits(text, 17, 2);
  if (!date || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) return std::nullopt;
  std::size_t at = 19;
  microseconds fraction{0};
  if (at < text.size() && text[at] == '.') {
    std::size_t used = 0;
    long scale = 100000;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++used, scale /= 10) {
      fraction += microseconds{(text[at] - '0') * scale};
    }
    if (used == 0 || used > 9) return std::nullopt;
  }
  const auto offset = parse_offset(text.substr(at));
  if (!offset) return std::nullopt;
  return Instant{sys_days{*date} + hours{h} + minutes{m} + seconds{s} + fraction - *offset};
}

std::string to_text(Instant at) {
  const auto [date, time] = broken_down(at);
  return to_text(date) + format("T%02d:%02d:%02d.%03dZ", static_cast<int>(time.hours().count()),
                                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                                static_cast<int>(time.subseconds().count() / 1000));
}

std::chrono::minutes brussels_offset(Instant at) {
  const auto y = Date{floor<days>(at)}.year();
  const bool summer = at >= last_sunday_one_utc(y, March) && at < last_sunday_one_utc(y, October);
  return summer ? minutes{120} : minutes{60};
}

Date brussels_date(Instant at) { return broken_down(at + brussels_offset(at)).date; }

std::string brussels_time(Instant at) {
  const auto time = broken_down(at + brussels_offset(at)).time;
  return format("%02d:%02d:%02d", static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
}

std::string brussels_date_time(Instant at) {
  return to_text(brussels_date(at)) + "T" + brussels_time(at) + (brussels_offset(at).count() == 120 ? "+02:00" : "+01:00");
}

Instant start_of_day(Date brussels_day) {
  const Instant utc_midnight = sys_days{brussels_day};
  return utc_midnight - brussels_offset(utc_midnight - hours{2});
}

Date add_months(Date date, int months_to_add) {
  const auto moved = date + months{months_to_add};
  return moved.ok() ? moved : Date{moved.year() / moved.month() / last};
}

Date add_days(Date date, int days_to_add) { return Date{sys_days{date} + days{days_to_add}}; }

}  // namespace sluis::core
