#pragma once

#include <string>
#include <string_view>

namespace sluis::core {

// A name as it is compared: small letters without accents, ligatures taken apart, runs of white space as one blank and
// none at the ends. Covers Latin letters (U+00C0 to U+024F, U+1E00 to U+1EFF, combining accents); other characters stay
// as they are. `name` is valid UTF-8.
std::string comparable_name(std::string_view name);

// Whether both are the same name in that sense.
bool same_name(std::string_view one, std::string_view other);

}  // namespace sluis::core
