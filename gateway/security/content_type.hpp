#pragma once

#include <string_view>

#include "gateway/core/result.hpp"

namespace sluis::security {

// The Content-Type header must name this type; charset may be absent or UTF-8. Faults: WrongContentType, WrongEncoding.
Status check_content_type(std::string_view header, std::string_view wanted);

}  // namespace sluis::security
