#include "gateway/security/rules.hpp"

namespace sluis::security {

// Without configured roots the token service vouches for the key: it checked the certificate when it issued the token, at most a
// day ago. With roots the certificate must be there, chain to one of them, and be in date. Revocation is asked in any case.
Status holder_certificate_rule(Case& c, const Ground& ground) {
  const auto& roots = ground.settings.holder_roots;
  if (!c.certificate) return roots.empty() ? Status(Done{}) : Status(Fault(FaultId::HolderCertificate, "the holder has no certificate"));
  if (!roots.empty()) {
    if (auto fine = native::verify_chain(*c.certificate, {}, roots, c.now); !fine) return fine;
  }
  return holder_standing_rule(c, ground);
}

Status holder_standing_rule(Case& c, const Ground& ground) {
  if (ground.settings.standing == nullptr || !c.certificate) return Done{};
  auto objection = ground.settings.standing->objection(*c.certificate, spi::CertificateUse::Holder, c.now);
  return objection.empty() ? Status(Done{}) : Status(Fault(FaultId::HolderCertificate, std::move(objection)));
}

}  // namespace sluis::security
