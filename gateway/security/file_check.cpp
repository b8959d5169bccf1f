#include "gateway/security/file_check.hpp"

#include "mappings/saml11/assertion.hpp"
#include "mappings/wss/names.hpp"
#include "mappings/wstrust/names.hpp"
#include "mappings/wstrust/response.hpp"

namespace sluis::security {
namespace {

namespace wss = mappings::wss;
namespace wstrust = mappings::wstrust;
using native::Node;

constexpr int kSchemaStep = 11;

enum class Kind { SignedMessage, TokenRequest, Assertion, UnsignedForm, Unsigned };

bool holds_token(Node element) {
  const auto response = wstrust::read_response(element);
  return response && response->token;
}

Kind kind_of_envelope(Node envelope) {
  const auto security = envelope.child(wss::kSoap, "Header").child(wss::kWsse, "Security");
  const auto payload = envelope.child(wss::kSoap, "Body").first_child();
  if (!security.child(wss::kDs, "Signature")) return payload.is(wss::kSoap, "Fault") ? Kind::UnsignedForm : Kind::Unsigned;
  const bool by_certificate =
      security.child(wss::kWsse, "BinarySecurityToken") && !security.child(mappings::saml11::kSaml, "Assertion");
  return by_certificate && payload.namespace_uri() == wstrust::kWst ? Kind::TokenRequest : Kind::SignedMessage;
}

Kind kind_of(Node root) {
  if (root.is(wss::kSoap, "Envelope")) return kind_of_envelope(root);
  if (root.is(mappings::saml11::kSaml, "Assertion")) return Kind::Assertion;
  if (root.namespace_uri() != wstrust::kWst) return Kind::Unsigned;
  return holds_token(root) ? Kind::Assertion : Kind::UnsignedForm;
}

message::Raw as_message(std::string_view text) {
  message::Raw raw;
  raw.method = "POST";
  raw.headers["content-type"] = "text/xml";
  raw.body = text;
  return raw;
}

FileVerdict told(std::string kind, std::string note, const Verdict& verdict) {
  FileVerdict told{std::move(kind), std::move(note), verdict.rule, std::string(verdict.rule_name), verdict.fault, {}};
  if (verdict.accepted()) told.identity = verdict.identity;
  return told;
}

FileVerdict judged(Kind kind, std::string_view text, const Gate& gate) {
  auto raw = as_message(text);
  switch (kind) {
    case Kind::Assertion:
      return told("assertion", "signed by a pinned token service; who presents it is not proved by a file",
                  gate.judge_assertion(raw));
    case Kind::TokenRequest:
      return told("token request", "signed with the key of the certificate that it carries", gate.judge_token_request(raw));
    case Kind::UnsignedForm:
      return {"unsigned form", "only the form was checked: nothing here is signed, nothing is believed", 0, {}, {}, {}};
    default: return told("signed message", "signed by the holder of a token of a pinned token service", gate.judge(std::move(raw)));
  }
}

void refuse_form(FileVerdict& verdict, Fault fault) {
  verdict.rule = kSchemaStep;
  verdict.rule_name = "schema";
  verdict.fault = std::move(fault);
  verdict.identity.reset();
}

}  // namespace

FileVerdict check_file(std::string_view text, const Gate& gate, const SchemaCheck& schema) {
  const auto document = native::Document::parse(text);
  const auto kind = document ? kind_of(document->root()) : Kind::SignedMessage;
  auto verdict = judged(kind, text, gate);
  // Where nothing is signed there is nothing to believe either way: a wrong form is the more useful answer.
  if (!document || (!verdict.accepted() && kind != Kind::Unsigned)) return verdict;
  if (auto fine = schema(text); !fine) refuse_form(verdict, std::move(fine).error());
  return verdict;
}

}  // namespace sluis::security
