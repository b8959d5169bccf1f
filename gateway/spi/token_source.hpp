#pragma once

#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::spi {

// A holder-of-key token of ours, with the key that proves it.
struct Token {
  std::string assertion;     // canonical XML of the saml Assertion, byte-faithful
  std::string assertion_id;
  core::Instant expires;
  native::Credential holder;
};

// Gives a valid token for a configured identity ("" = the default one); fetched once, shared, renewed before it expires.
// Faults: TokenServiceFault, NetworkUnreachable, NetworkTimedOut. Thread-safe.
class TokenSource {
 public:
  virtual ~TokenSource() = default;
  virtual Result<Token> token(const std::string& identity, Deadline deadline) = 0;
};

}  // namespace sluis::spi
