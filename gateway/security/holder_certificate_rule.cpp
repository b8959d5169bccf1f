#include "gateway/security/rules.hpp"

namespace sluis::security {

// Without configured roots the token service vouches for the key: it checked the certificate when it issued the token, at most a
// day ago. With roots the certificate must be there, chain to one of them, and be in date.
Status holder_certificate_rule(Case& c, const Ground& ground) {
  const auto& roots = ground.settings.holder_roots;
  if (roots.empty()) return Done{};
  if (!c.certificate) return Fault(FaultId::HolderCertificate, "the holder has no certificate");
  return native::verify_chain(*c.certificate, {}, roots, c.now);
}

}  // namespace sluis::security
