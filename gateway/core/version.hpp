#pragma once

#include <string_view>

namespace sluis::core {

inline constexpr std::string_view kVersion = "0.4.0";

}  // namespace sluis::core
