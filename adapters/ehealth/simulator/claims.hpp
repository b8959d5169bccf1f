#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/simulator_kit/message_security.hpp"
#include "adapters/simulator_kit/pki.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/result.hpp"

namespace sluis::sandbox {

// One attribute that a caller asks for: with a value when it claims one, without when the platform is to look it up.
struct Claim {
  std::string name;
  std::optional<std::string> value;  // several joined with ';'
};

// Who asks: the certificate of the header, and the one whose key the token will be bound to.
struct Asker {
  CertificateIdentity header, holder;
};

// Judges the claims against certificates and registers (security.md 3.1, rulings R30). Claimed values must be those of
// the certificates; certified attributes come from the world and are "false" when asked but not so. Unknown names are
// left out. Fault AttributesRefused: header and holder are not the same party, or a claimed value is somebody else's.
Result<std::vector<TokenAttribute>> judge_claims(const World& world, const Asker& asker,
                                                 const std::vector<Claim>& claims, Date today);

}  // namespace sluis::sandbox
