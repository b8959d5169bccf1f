#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/schema.hpp"
#include "gateway/spi/token_source.hpp"
#include "gateway/spi/wire.hpp"
#include "mappings/wss/answer.hpp"

// What every SOAP network has in common on the way out: token, signature, wire, and the checks of what comes back. Shared here
// because an adapter may not include another one.
namespace sluis::adapters::network_kit {

struct Counterpart {
  std::string network;        // in faults and metrics
  std::string url;
  std::string identity;       // whose token; "" = the default
  std::string trusted_roots;  // PEM file; "" = the configured default
};

struct Lent {  // all outlive the caller
  spi::Wire& wire;
  spi::TokenSource& tokens;
  const core::Clock& clock;
  core::Random& random;
};

struct Reply {
  mappings::wss::SoapAnswer answer;  // payload, or a refusal
  // A fault that says no to us (SOA-01…): a refusal by the source, with its code. Every other fault is NetworkFault.
  std::optional<std::string> refusal;
};

// Token, signed envelope, post, and the first checks: SOAP or a fault, payload valid by `schema` when one is given.
// Faults: those of the token source and the wire, NetworkFault, NetworkAnswerRefused; with the network's name.
Result<Reply> soap_call(const Counterpart& counterpart, const Lent& lent, std::string_view soap_action, std::string_view body,
                   const native::Schema* schema, spi::Deadline deadline);
// The same with a token that is at hand already, for who needs its key for more than the signature.
Result<Reply> soap_call_with(const spi::Token& token, const Counterpart& counterpart, const Lent& lent, std::string_view soap_action,
                        std::string_view body, const native::Schema* schema, spi::Deadline deadline);

// NetworkAnswerRefused of this network.
Fault refused(const Counterpart& counterpart, std::string what);

}  // namespace sluis::adapters::network_kit
