#include "gateway/security/rules.hpp"

namespace sluis::security {

// After everything cryptographic: the attributes of an unverified assertion are never interpreted.
Status identity_rule(Case& c, const Ground& ground) {
  auto identity = ground.identities.identify(c.assertion.attributes);
  if (!identity) return std::move(identity).error();
  c.identity = std::move(*identity);
  c.identity.subject = c.assertion.subject;
  c.identity.assertion_id = c.assertion.id;
  if (c.certificate) c.identity.credential = c.certificate->fingerprint();
  return Done{};
}

Status certificate_identity_rule(Case& c, const Ground& ground) {
  auto identity = ground.certificate_types.identify(*c.certificate);
  if (!identity) return std::move(identity).error();
  c.identity = std::move(*identity);
  return Done{};
}

}  // namespace sluis::security
