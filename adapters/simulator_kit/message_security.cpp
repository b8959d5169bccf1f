#include "adapters/simulator_kit/message_security.hpp"

#include <algorithm>

#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/signature_check.hpp"

namespace sluis::sandbox {
namespace {

using namespace std::chrono_literals;
using native::Node;

constexpr auto kFuture = 60s;
constexpr auto kPast = 300s;
constexpr auto kLife = 300s;

Fault refused(std::string why) {
  return Fault(FaultId::SecurityHeader, std::move(why));
}

struct Header {
  Node timestamp, token, signature;
  std::string timestamp_id, body_id;
};

Result<Header> read_header(const SoapMessage& message, std::string_view token_ns, std::string_view token_name) {
  if (!message.header) return Fault(FaultId::TokenMissing, "no Header");
  const auto all = message.header.children(names::kWsse, "Security");
  if (all.size() != 1) return refused("not exactly one Security");
  if (all.front().has_comment_or_instruction()) return Fault(FaultId::CommentRefused);
  const auto timestamps = all.front().children(names::kWsu, "Timestamp");
  const auto tokens = all.front().children(token_ns, token_name);
  const auto signatures = all.front().children(names::kDs, "Signature");
  if (timestamps.size() != 1 || tokens.size() != 1 || signatures.size() != 1 || all.front().children().size() != 3) {
    return refused("not exactly one Timestamp, token and Signature");
  }
  const auto timestamp_id = timestamps.front().attribute("Id", names::kWsu);
  const auto body_id = message.body.attribute("Id", names::kWsu);
  if (!timestamp_id || !body_id) return refused("Timestamp or Body without wsu:Id");
  return Header{timestamps.front(), tokens.front(), signatures.front(), *timestamp_id, *body_id};
}

Result<core::Instant> instant(Node parent, std::string_view ns, std::string_view name) {
  const auto nodes = parent.children(ns, name);
  if (nodes.size() != 1) return Fault(FaultId::TimestampRefused, std::string(name));
  const auto at = core::parse_instant(core::trim(nodes.front().text()));
  if (!at) return Fault(FaultId::TimestampRefused, std::string(name));
  return *at;
}

Result<core::Instant> instant_attribute(Node node, std::string_view name) {
  const auto text = node.attribute(name);
  const auto at = text ? core::parse_instant(*text) : std::nullopt;
  if (!at) return Fault(FaultId::AssertionConditions, std::string(name));
  return *at;
}

Result<std::string> checked_signature(Node signature, bool enveloped, std::size_t references) {
  const auto view = native::describe_signature(signature);
  if (!view) return view.error();
  const auto algorithms = native::check_algorithms(*view, enveloped);
  if (!algorithms) return algorithms.error();
  if (view->references.size() != references) return Fault(FaultId::ReferencesRefused, "number of references");
  return view->signature_value;
}

Result<native::Certificate> holder_of(Node assertion) {
  for (const auto* statement : {"AuthenticationStatement", "AttributeStatement"}) {
    for (const auto& s : assertion.children(names::kSaml, statement)) {
      const auto confirmation = s.child(names::kSaml, "Subject").child(names::kSaml, "SubjectConfirmation");
      if (!confirmation) continue;
      const auto methods = confirmation.children(names::kSaml, "ConfirmationMethod");
      if (methods.size() != 1 || core::trim(methods.front().text()) != names::kHolderOfKey) break;
      const auto data = confirmation.child(names::kDs, "KeyInfo").child(names::kDs, "X509Data");
      return native::Certificate::from_base64(data.child(names::kDs, "X509Certificate").text());
    }
  }
  return Fault(FaultId::NotHolderOfKey);
}

std::vector<TokenAttribute> attributes_of(Node assertion) {
  std::vector<TokenAttribute> all;
  for (const auto& statement : assertion.children(names::kSaml, "AttributeStatement")) {
    for (const auto& attribute : statement.children(names::kSaml, "Attribute")) {
      TokenAttribute a{attribute.attribute("AttributeName").value_or(""),
                       attribute.attribute("AttributeNamespace").value_or(""),
                       {}};
      for (const auto& v : attribute.children(names::kSaml, "AttributeValue")) a.values.push_back(v.text());
      all.push_back(std::move(a));
    }
  }
  return all;
}

}  // namespace

std::string Token::value(std::string_view name, std::string_view ns) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const TokenAttribute& a) { return a.name == name && a.ns == ns; });
  return found == attributes.end() || found->values.empty() ? std::string() : found->values.front();
}

bool Token::certified(std::string_view name) const {
  return value(name, names::kCertified) == "true";
}

bool Token::recognised_organisation() const {
  return std::any_of(attributes.begin(), attributes.end(), [](const TokenAttribute& a) {
    if (a.ns != names::kCertified || a.values.empty() || a.values.front() != "true") return false;
    if (a.name.ends_with(":hio:boolean")) return true;
    const auto at = a.name.rfind(":recognised");
    return at != std::string::npos && a.name.ends_with(":boolean") &&
           a.name.find("recognisedmandatary") == std::string::npos;
  });
}

MessageSecurity::MessageSecurity(const core::Clock& clock, native::Certificate sts,
                                 std::vector<native::Certificate> intermediates, native::Certificate root)
    : clock_(clock), sts_(std::move(sts)), intermediates_(std::move(intermediates)), roots_({std::move(root)}) {}

Status MessageSecurity::known(const native::Certificate& certificate) const {
  return native::verify_chain(certificate, intermediates_, roots_, clock_.now());
}

Status MessageSecurity::timestamp(Node node) const {
  const auto created = instant(node, names::kWsu, "Created");
  const auto expires = instant(node, names::kWsu, "Expires");
  if (!created) return created.error();
  if (!expires) return expires.error();
  const auto now = clock_.now();
  if (*created > now + kFuture) return Fault(FaultId::TimestampRefused, "created in the future");
  if (now >= *expires + kPast) return Fault(FaultId::TimestampRefused, "expired");
  if (*expires <= *created || *expires - *created > kLife) return Fault(FaultId::TimestampRefused, "life");
  return Done{};
}

Status MessageSecurity::unseen(const std::string& signature_value) {
  const auto now = clock_.now();
  const std::lock_guard lock(mutex_);
  std::erase_if(seen_, [&](const auto& entry) { return entry.second < now; });
  if (!seen_.emplace(signature_value, now + kPast + kFuture + kLife).second) return Fault(FaultId::Replayed);
  return Done{};
}

Result<native::Certificate> MessageSecurity::certificate_caller(const SoapMessage& message) {
  const auto header = read_header(message, names::kWsse, "BinarySecurityToken");
  if (!header) return header.error();
  if (const auto ok = timestamp(header->timestamp); !ok) return ok.error();
  const auto signature_value = checked_signature(header->signature, false, 3);
  if (!signature_value) return signature_value.error();
  const auto token_id = header->token.attribute("Id", names::kWsu);
  const auto type = header->token.attribute("ValueType");
  if (!token_id || !type || *type != names::kX509Token) return refused("BinarySecurityToken");
  const auto reference = header->signature.child(names::kDs, "KeyInfo")
                             .child(names::kWsse, "SecurityTokenReference")
                             .child(names::kWsse, "Reference")
                             .attribute("URI");
  if (!reference || *reference != "#" + *token_id) return refused("KeyInfo names another token");
  const auto certificate = native::Certificate::from_base64(header->token.text());
  if (!certificate) return refused("unreadable certificate");
  const auto signature = native::verify_signature(
      message.document, header->signature, certificate->key(),
      {{message.body, header->body_id}, {header->timestamp, header->timestamp_id}, {header->token, *token_id}}, false);
  if (!signature) return signature.error();
  if (const auto ok = known(*certificate); !ok) return ok.error();
  if (const auto ok = unseen(*signature_value); !ok) return ok.error();
  return *certificate;
}

Result<Token> MessageSecurity::assertion(const native::Document& document, Node assertion) const {
  const auto id = assertion.attribute("AssertionID");
  if (!assertion.is(names::kSaml, "Assertion") || !id) return refused("no assertion");
  if (assertion.attribute("Issuer").value_or("") != names::kStsIssuer) return Fault(FaultId::AssertionIssuer);
  const auto signatures = assertion.children(names::kDs, "Signature");
  if (signatures.size() != 1) return Fault(FaultId::AssertionSignature, "not exactly one signature");
  if (const auto ok = checked_signature(signatures.front(), true, 1); !ok) return ok.error();
  const auto genuine = native::verify_signature(document, signatures.front(), sts_.key(), {{assertion, *id}}, true);
  if (!genuine) return Fault(FaultId::AssertionSignature, genuine.error().log_text());
  const auto conditions = assertion.child(names::kSaml, "Conditions");
  if (!conditions) return Fault(FaultId::AssertionConditions, "absent");
  const auto from = instant_attribute(conditions, "NotBefore");
  const auto to = instant_attribute(conditions, "NotOnOrAfter");
  if (!from) return from.error();
  if (!to) return to.error();
  const auto now = clock_.now();
  if (*from > now + kFuture || now >= *to + kFuture) return Fault(FaultId::AssertionConditions, "period");
  auto holder = holder_of(assertion);
  if (!holder) return Fault(FaultId::NotHolderOfKey, holder.error().log_text());
  return Token{*id, std::move(*holder), attributes_of(assertion)};
}

Result<Token> MessageSecurity::token_caller(const SoapMessage& message) {
  const auto header = read_header(message, names::kSaml, "Assertion");
  if (!header) return header.error();
  if (const auto ok = timestamp(header->timestamp); !ok) return ok.error();
  const auto signature_value = checked_signature(header->signature, false, 2);
  if (!signature_value) return signature_value.error();
  auto token = assertion(message.document, header->token);
  if (!token) return token;
  const auto key_id = header->signature.child(names::kDs, "KeyInfo")
                          .child(names::kWsse, "SecurityTokenReference")
                          .child(names::kWsse, "KeyIdentifier");
  if (!key_id || core::trim(key_id.text()) != token->assertion_id)
    return refused("KeyIdentifier names another assertion");
  const auto signature =
      native::verify_signature(message.document, header->signature, token->holder.key(),
                               {{message.body, header->body_id}, {header->timestamp, header->timestamp_id}}, false);
  if (!signature) return signature.error();
  if (const auto ok = known(token->holder); !ok) return ok.error();
  if (const auto ok = unseen(*signature_value); !ok) return ok.error();
  return token;
}

}  // namespace sluis::sandbox
