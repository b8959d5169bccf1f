#include "adapters/etee/simulator/kgss.hpp"

#include <algorithm>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/sealing.hpp"
#include "adapters/simulator_kit/soap.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kProtocol = "urn:be:fgov:ehealth:etee:kgss:1_0:protocol";

XmlWriter::Name k(std::string_view local) { return {"k", kProtocol, local}; }
XmlWriter::Name plain(std::string_view local) { return {"", "", local}; }

std::string value_of(Node parent, std::string_view name) {
  const auto child = parent.child(kProtocol, name);
  return child ? std::string(core::trim(child.text())) : std::string();
}

std::optional<std::string> bytes_of(Node parent, std::string_view name) {
  const auto bytes = core::from_base64(value_of(parent, name));
  if (!bytes || bytes->empty()) return std::nullopt;
  return std::string(bytes->begin(), bytes->end());
}

std::vector<KeyDepot::Reader> readers_in(Node content, std::string_view name) {
  std::vector<KeyDepot::Reader> all;
  for (const auto node : content.children(kProtocol, name)) {
    KeyDepot::Reader reader{value_of(node, "Namespace"), value_of(node, "Name"), {}};
    for (const auto value : node.children(kProtocol, "Value")) reader.values.emplace_back(core::trim(value.text()));
    all.push_back(std::move(reader));
  }
  return all;
}

bool holds(const Token& token, const std::vector<KeyDepot::Reader>& readers) {
  return std::ranges::any_of(readers, [&](const KeyDepot::Reader& reader) {
    return std::ranges::any_of(token.attributes, [&](const TokenAttribute& a) {
      if (a.ns != reader.name_space || a.name != reader.name || a.values.empty()) return false;
      return reader.values.empty() || std::ranges::find_first_of(a.values, reader.values) != a.values.end();
    });
  });
}

}  // namespace

Answer Kgss::fault() const { return soap_fault("SOA-02001", random_, "scenario: fault"); }

Answer Kgss::answer(const Question& question) {
  if (question.path != kKgssPath) return soap_fault("SOA-03005", random_, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), random_);
}

Result<std::string> Kgss::respond(const Question& question) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const auto caller = security_.token_caller(*message);
  if (!caller) return caller.error();
  const bool is_new = message->content.is(kProtocol, "GetNewKeyRequest");
  if (!is_new && !message->content.is(kProtocol, "GetKeyRequest")) return Fault(FaultId::UnknownOperation);
  if (!action_is(question.soap_action, std::string(kProtocol) + (is_new ? ":GetNewKey" : ":GetKey")))
    return Fault(FaultId::ActionDisagrees);
  const auto holder = message->content.child(kProtocol, is_new ? "SealedNewKeyRequest" : "SealedKeyRequest");
  const auto sealed_request = holder ? bytes_of(holder, "SealedContent") : std::nullopt;
  if (!sealed_request) return Fault(FaultId::SchemaViolation, "SealedContent");
  Outcome outcome;
  const auto opened = unseal(*sealed_request, {ring_.service("kgss").encryption}, {}, {pki_.root, pki_.ehealth_ca}, clock_.now());
  const auto content = opened ? native::Document::parse(opened->content) : Result<native::Document>(opened.error());
  if (!content) {
    outcome = {"KGSS_UNSEAL", "The request can't be opened", {}};
  } else if (!content->root().is(kProtocol, is_new ? "GetNewKeyRequestContent" : "GetKeyRequestContent")) {
    outcome = {"KGSS_INVALID_REQUEST", "The sealed content is another one", {}};
  } else {
    outcome = is_new ? new_key(content->root(), question.behaviour) : key(content->root(), *caller, question.behaviour);
  }
  XmlWriter xml;
  xml.open(k(is_new ? "GetNewKeyResponse" : "GetKeyResponse")).attribute("Id", "_" + core::random_hex(random_, 16));
  xml.open(plain("Status")).element(plain("Code"), outcome.error.empty() ? "200" : "400");
  xml.element(plain("Message"), outcome.error.empty() ? "Success" : "Refused").close();
  if (!outcome.error.empty()) {
    xml.open(plain("Error")).element(plain("Code"), outcome.error);
    xml.open(plain("Message")).attribute("Lang", "EN").text(outcome.text).close().close();
    return xml.close().take();
  }
  xml.open(k(is_new ? "SealedNewKeyResponse" : "SealedKeyResponse")).element(k("SealedContent"), core::to_base64(outcome.sealed));
  return xml.close().close().take();
}

Kgss::Outcome Kgss::new_key(Node content, const Behaviour& behaviour) {
  auto allowed = readers_in(content, "AllowedReader");
  if (allowed.empty()) return {"KGSS_INVALID_REQUEST", "No allowed reader", {}};
  const auto made = depot_.make(std::move(allowed), readers_in(content, "ExludedReader"), random_);
  XmlWriter xml;
  xml.open(k("GetNewKeyResponseContent")).element(k("NewKeyIdentifier"), core::to_base64(made.id));
  return sealed(xml.element(k("NewKey"), core::to_base64(made.value)).close().take(), content.child(kProtocol, "ETK"), behaviour);
}

Kgss::Outcome Kgss::key(Node content, const Token& caller, const Behaviour& behaviour) const {
  const auto id = bytes_of(content, "KeyIdentifier");
  const auto kept = id ? depot_.find(*id) : std::nullopt;
  if (!kept) return {"KGSS_UNKNOWN_KEY", "No key with this identifier", {}};
  if (!holds(caller, kept->allowed) || holds(caller, kept->excluded))
    return {"KGSS_NOT_ALLOWED", "The caller is no reader of this key", {}};
  XmlWriter xml;
  xml.open(k("GetKeyResponseContent")).element(k("Key"), core::to_base64(kept->value)).close();
  return sealed(xml.take(), content.child(kProtocol, "ETK"), behaviour);
}

// For the token that the request brings along.
Kgss::Outcome Kgss::sealed(std::string_view content, Node token, const Behaviour& behaviour) const {
  const auto bytes = token ? core::from_base64(token.text()) : std::nullopt;
  const auto reader = bytes ? open_etk(core::as_text(*bytes), {pki_.root, pki_.ehealth_ca}, clock_.now())
                            : Result<native::Certificate>(Fault(FaultId::SealRefused, "no token"));
  if (!reader) return {"KGSS_INVALID_ETK", "The encryption token for the answer can't be used", {}};
  const auto& own = behaviour.failure == Failure::WrongSignature ? pki_.stranger : ring_.service("kgss").authentication;
  const auto message = seal(content, own, {{*reader}}, clock_.now());
  if (!message) return {"KGSS_TECHNICAL", "The answer can't be sealed", {}};
  return {{}, {}, *message};
}

}  // namespace sluis::sandbox
