#pragma once

#include "gateway/core/calendar.hpp"

namespace sluis::decision {

// The day on which a person comes to this age; born on 29 February: 1 March in a common year (rulings R7).
core::Date birthday(core::Date birth, int years);

// From the day of birth to the day before the date `months` calendar months later (rulings R4).
bool younger_than_months(core::Date birth, core::Date today, int months);

}  // namespace sluis::decision
