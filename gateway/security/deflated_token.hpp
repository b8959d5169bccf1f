#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gateway/core/result.hpp"

namespace sluis::security {

// The XML of `Authorization: SAML <base64 of a deflated assertion>`, raw deflate or with the zlib frame, at most so many bytes when
// inflated. Faults: TokenMissing (another scheme), SecurityHeader (not base64, not deflated, too large).
Result<std::string> token_of_authorization(std::string_view header, std::size_t most_bytes);

// The other direction, for clients: zlib frame, base64, with the scheme.
std::string authorization_of_token(std::string_view assertion);

}  // namespace sluis::security
