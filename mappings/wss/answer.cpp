#include "mappings/wss/answer.hpp"

#include <algorithm>
#include <array>

#include "gateway/core/encoding.hpp"
#include "gateway/native/certificate.hpp"
#include "gateway/native/signature_check.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::mappings::wss {
namespace {

Fault refused(std::string what) { return Fault(FaultId::NetworkAnswerRefused, std::move(what)); }

std::string trimmed(native::Node node) { return node ? std::string(core::trim(node.text())) : std::string{}; }

// SOAP 1.1 leaves the children of Fault unqualified, the platform those of SystemError; some stacks qualify them all the same.
native::Node named(native::Node parent, std::string_view local) {
  for (const auto child : parent.children()) {
    if (child.name() == local) return child;
  }
  return {};
}

SoapFault read_fault(native::Node fault) {
  SoapFault read;
  const auto qualified = trimmed(named(fault, "faultcode"));
  read.fault_code = qualified.substr(qualified.find(':') + 1);
  read.code = read.message = trimmed(named(fault, "faultstring"));
  const auto detail = named(fault, "detail");
  const auto error = detail ? detail.first_child() : native::Node{};
  if (!error || error.namespace_uri() != kErrorsSoa) return read;
  if (const auto code = named(error, "Code")) read.code = trimmed(code);
  if (const auto message = named(error, "Message")) read.message = trimmed(message);
  read.id = error.attribute("Id").value_or("");
  return read;
}

// The nodes that the references name, of those that an answer may sign; an unknown one leaves the list shorter than the references.
std::vector<native::SignedNode> signed_nodes(const native::SignatureView& view, native::Node security, native::Node body) {
  const std::array candidates = {body, security.child(kWsu, "Timestamp"), security.child(kWsse, "BinarySecurityToken")};
  std::vector<native::SignedNode> nodes;
  for (const auto& reference : view.references) {
    for (const auto node : candidates) {
      const auto id = node ? node.attribute("Id", kWsu) : std::nullopt;
      if (id && reference.uri == "#" + *id) nodes.push_back({node, *id});
    }
  }
  return nodes;
}

// An answer needs no signature, its line being TLS; one that is there has to fit the certificate beside it and cover the Body.
Status check_own_signature(const native::Document& document, native::Node header, native::Node body) {
  const auto security = header ? header.child(kWsse, "Security") : native::Node{};
  const auto signature = security ? security.child(kDs, "Signature") : native::Node{};
  const auto token = security ? security.child(kWsse, "BinarySecurityToken") : native::Node{};
  if (!signature || !token) return Done{};
  if (document.has_duplicate_ids()) return refused("signed answer with an id twice");
  const auto certificate = native::Certificate::from_base64(token.text());
  const auto view = native::describe_signature(signature);
  if (!certificate || !view || !native::check_algorithms(*view, false)) return refused("unreadable signature of the answer");
  const auto nodes = signed_nodes(*view, security, body);
  const bool covered = std::any_of(nodes.begin(), nodes.end(), [&](const auto& n) { return n.element == body; });
  if (!covered) return refused("signature of the answer does not cover its Body");
  if (!native::verify_signature(document, signature, certificate->key(), nodes, false)) {
    return refused("signature of the answer does not fit its certificate");
  }
  return Done{};
}

}  // namespace

Result<SoapAnswer> read_soap_answer(std::string_view text) {
  auto document = native::Document::parse(text);
  if (!document) return refused("answer is no XML: " + document.error().log_text());
  const auto root = document->root();
  if (!root.is(kSoap, "Envelope")) return refused("answer is no SOAP 1.1 envelope");
  const auto bodies = root.children(kSoap, "Body");
  if (bodies.size() != 1) return refused("answer has no Body, or several");
  if (auto genuine = check_own_signature(*document, root.child(kSoap, "Header"), bodies.front()); !genuine) return genuine.error();
  const auto content = bodies.front().children();
  if (content.size() != 1) return refused("Body of the answer does not hold exactly one element");
  SoapAnswer answer{std::move(*document), content.front(), {}};
  if (answer.payload.is(kSoap, "Fault")) {
    answer.fault = read_fault(answer.payload);
    answer.payload = {};
  }
  return answer;
}

}  // namespace sluis::mappings::wss
