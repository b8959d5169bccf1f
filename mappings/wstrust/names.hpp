#pragma once

#include <string_view>

namespace sluis::mappings::wstrust {

// WS-Trust 1.3 as the token service speaks it (security.md sections 1 and 2).
inline constexpr std::string_view kWst = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
inline constexpr std::string_view kAuthorization = "http://docs.oasis-open.org/wsfed/authorization/200706";
inline constexpr std::string_view kClaimsDialect = "http://docs.oasis-open.org/wsfed/authorization/200706/authclaims";
inline constexpr std::string_view kIssue = "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue";
inline constexpr std::string_view kRenew = "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Renew";
// Not the standard URI (ws-trust): this is what the platform's client sends.
inline constexpr std::string_view kPublicKey = "http://docs.oasis-open.org/ws-sx/wstrust/200512/PublicKey";
inline constexpr std::string_view kTokenType = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1";

inline constexpr std::string_view kRequestAction = "urn:be:fgov:ehealth:sts:protocol:v1:RequestSecurityToken";
inline constexpr std::string_view kChallengeAction = "urn:be:fgov:ehealth:sts:protocol:v1:Challenge";

}  // namespace sluis::mappings::wstrust
