#include "gateway/decision/ages.hpp"

namespace sluis::decision {

core::Date birthday(core::Date birth, int years) {
  const core::Date day{birth.year() + std::chrono::years{years}, birth.month(), birth.day()};
  return day.ok() ? day : core::Date{day.year(), std::chrono::March, std::chrono::day{1}};
}

bool younger_than_months(core::Date birth, core::Date today, int months) {
  return birth <= today && today < core::add_months(birth, months);
}

}  // namespace sluis::decision
