#pragma once

#include <string_view>

namespace sluis::etee {

inline constexpr std::string_view kDepotNetwork = "etk_depot";  // in faults and metrics
inline constexpr std::string_view kKgssNetwork = "kgss";

}  // namespace sluis::etee
