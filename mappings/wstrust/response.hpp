#pragma once

#include <string>

#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::mappings::wstrust {

// A RequestSecurityTokenResponse: a token, or a challenge to sign first. One of the two is always filled.
struct TokenResponse {
  std::string context;
  native::Node token;     // first child element of RequestedSecurityToken; not verified
  std::string challenge;  // text, "" when there is none
};

// Reads the response, alone or in a collection of one. Fault: NetworkAnswerRefused.
Result<TokenResponse> read_response(native::Node payload);

}  // namespace sluis::mappings::wstrust
