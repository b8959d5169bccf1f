#include "gateway/core/encoding.hpp"
#include "gateway/security/content_type.hpp"
#include "gateway/security/deflated_token.hpp"
#include "gateway/security/rules.hpp"

namespace sluis::security {

namespace saml11 = mappings::saml11;

Status json_form_rule(Case& c, const Ground& ground) {
  if (c.raw.method != "POST") return Fault(FaultId::WrongMethod, "method is not POST");
  if (auto fine = check_content_type(c.raw.header("content-type"), "application/json"); !fine) return fine;
  if (c.raw.body.size() > ground.settings.limits.bytes) return Fault(FaultId::MessageTooLarge, "body is too large");
  if (!core::is_utf8(c.raw.body)) return Fault(FaultId::WrongEncoding, "body is not UTF-8");
  return Done{};
}

// The token stands for a whole session of requests, so it is no replay to send it again.
Status header_token_rule(Case& c, const Ground& ground) {
  auto text = token_of_authorization(c.raw.header("authorization"), ground.settings.inflated_token_bytes);
  if (!text) return std::move(text).error();
  auto document = native::Document::parse(*text, ground.settings.limits);
  if (!document) return Fault(FaultId::SecurityHeader, "header token: " + document.error().log_text());
  c.document = std::make_unique<native::Document>(std::move(*document));
  return lone_assertion_rule(c, ground);
}

// The channel then proves the holder's key; without a client certificate the token is all there is (setting).
Status same_holder_rule(Case& c, const Ground& ground) {
  if (auto fine = holder_rule(c, ground); !fine) return fine;
  if (c.raw.client_certificate) {
    if (!(c.raw.client_certificate->key() == *c.key))
      return Fault(FaultId::NotHolderOfKey, "the client certificate is not the holder's");
  } else if (ground.settings.header_token_needs_certificate) {
    return Fault(FaultId::NotHolderOfKey, "the settings want a client certificate beside the token");
  }
  return Done{};
}

// TLS has chained it to the configured roots and has proved the key.
Status client_certificate_rule(Case& c, const Ground& ground) {
  if (!c.raw.client_certificate) return Fault(FaultId::TokenMissing, "neither a SAML token nor a client certificate");
  c.certificate = c.raw.client_certificate;
  return certificate_identity_rule(c, ground);
}

}  // namespace sluis::security
