#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/ehealth/simulator/claims.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::sandbox {

inline constexpr std::string_view kTrust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";

// What a wst:RequestSecurityToken asks (security.md 2.2 and 2.4).
struct TokenRequest {
  std::string context;
  std::vector<Claim> claims;                      // of an issue request
  std::optional<native::Certificate> use_key;     // absent: the key of the header
  native::Node renewed;                           // the old assertion of a renew request; empty for an issue request
  std::optional<core::Instant> created, expires;  // the wished life
};

// Fault SchemaViolation: not built as WS-Trust says; QuestionRefused: asks another token, key or request type than we
// give.
Result<TokenRequest> read_token_request(native::Node request);

}  // namespace sluis::sandbox
