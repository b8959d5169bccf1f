#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gateway/core/random.hpp"
#include "gateway/security/assertion_trust.hpp"
#include "gateway/spi/token_source.hpp"
#include "mappings/wstrust/request.hpp"

namespace sluis::security {

// The token service outside.
struct TokenServiceSettings {
  std::string url;            // of the WS-Trust endpoint
  std::string trusted_roots;  // PEM file for https; "" = the wire's default
  AssertionTrust trust;       // what comes back is verified against it
  std::chrono::seconds token_life{24 * 3600};  // asked for; the service may give less
  std::chrono::seconds timestamp_life{60};
};

// One of our own identities.
struct TokenIdentity {
  std::string name;             // as in the settings
  native::Credential session;   // authentication key: signs the request
  native::Credential holder;    // key for later calls; often the same
  std::vector<mappings::wstrust::Claim> claims;
};

struct Outside {
  spi::Wire& wire;
  const core::Clock& clock;
  core::Random& random;
};

// Asks for one token, answers the challenge when there is one, and verifies what comes back: signature of a pinned certificate,
// issuer, period, and that the holder key in it is ours. Faults: TokenServiceFault (log text: the service's own code),
// NetworkUnreachable, NetworkTimedOut, NetworkAnswerRefused.
Result<spi::Token> issue_token(const TokenIdentity& identity, const TokenServiceSettings& service, const Outside& outside,
                               spi::Deadline deadline);
// The same by WS-Trust Renew of a token that is still valid.
Result<spi::Token> renew_token(const spi::Token& old, const TokenIdentity& identity, const TokenServiceSettings& service,
                               const Outside& outside, spi::Deadline deadline);

}  // namespace sluis::security
