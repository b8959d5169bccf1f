#include "gateway/core/encoding.hpp"
#include "gateway/security/rules.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::security {
namespace {

namespace wss = mappings::wss;
using native::Node;

Fault refused(std::string what) { return Fault(FaultId::MessageSignature, std::move(what)); }

// The one element inside KeyInfo/SecurityTokenReference; empty when the shape is another.
Node key_reference(Node key_info) {
  if (!key_info) return {};
  const auto references = key_info.children();
  if (references.size() != 1 || !references.front().is(wss::kWsse, "SecurityTokenReference")) return {};
  const auto inner = references.front().children();
  return inner.size() == 1 ? inner.front() : Node{};
}

Status check_named_by_assertion(const Case& c) {
  const auto reference = key_reference(c.signature.key_info);
  if (!reference || !reference.is(wss::kWsse, "KeyIdentifier") || reference.attribute("ValueType") != wss::kSamlAssertionId)
    return refused("KeyInfo does not name an assertion");
  if (core::trim(reference.text()) != c.assertion.id) return refused("KeyInfo names another assertion");
  return Done{};
}

Status check_named_by_certificate(const Case& c) {
  const auto reference = key_reference(c.signature.key_info);
  const auto id = c.binary_token.attribute("Id", wss::kWsu).value_or("");
  if (!reference || !reference.is(wss::kWsse, "Reference") || id.empty() || reference.attribute("URI") != "#" + id)
    return refused("KeyInfo does not name the BinarySecurityToken");
  return Done{};
}

}  // namespace

// The key is that of rule 6; KeyInfo gives no key, it must merely say the same. The verifier compares nodes once more.
Status message_signature_rule(Case& c, const Ground&) {
  if (auto fine = c.binary_token ? check_named_by_certificate(c) : check_named_by_assertion(c); !fine) return fine;
  return native::verify_signature(*c.document, c.signature_node, *c.key, c.signed_nodes, false);
}

}  // namespace sluis::security
