#include "gateway/core/encoding.hpp"
#include "gateway/security/rules.hpp"
#include "mappings/wstrust/response.hpp"

namespace sluis::security {

namespace saml11 = mappings::saml11;

Status document_rule(Case& c, const Ground& ground) {
  auto document = native::Document::parse(c.raw.body, ground.settings.limits);
  if (!document) return std::move(document).error();
  c.document = std::make_unique<native::Document>(std::move(*document));
  return Done{};
}

// The root itself, or the token of a response of the token service.
Status lone_assertion_rule(Case& c, const Ground&) {
  if (c.document->has_duplicate_ids()) return Fault(FaultId::DuplicateId, "two elements carry one id");
  c.assertion_node = c.document->root();
  if (!c.assertion_node.is(saml11::kSaml, "Assertion")) {
    const auto response = mappings::wstrust::read_response(c.assertion_node);
    if (!response || !response->token) return Fault(FaultId::SecurityHeader, "neither an assertion nor a response that holds one");
    c.assertion_node = response->token;
  }
  auto assertion = saml11::read_assertion(c.assertion_node);
  if (!assertion) return std::move(assertion).error();
  c.assertion = std::move(*assertion);
  return Done{};
}

// A request to the token service brings its certificate along: the signature proves the key, and holder_roots, when configured, whose
// it is.
Status certificate_key_rule(Case& c, const Ground&) {
  auto certificate = native::Certificate::from_base64(c.binary_token.text());
  if (!certificate) return Fault(FaultId::HolderCertificate, "the BinarySecurityToken is no certificate");
  c.key = certificate->key();
  c.certificate = std::move(*certificate);
  return Done{};
}

}  // namespace sluis::security
