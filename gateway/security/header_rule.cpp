#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/native/node_size.hpp"
#include "gateway/security/rules.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::security {
namespace {

namespace wss = mappings::wss;
namespace saml11 = mappings::saml11;
using native::Node;

// A token with a hundred attributes takes 30 KB. What is larger is not worth a digest.
constexpr std::size_t kMostBytes = 256 * 1024;

Fault refused(std::string what) { return Fault(FaultId::SecurityHeader, std::move(what)); }

// A header block without actor, or for the next one who reads, is for us.
bool is_for_us(Node block, const Ground& ground) {
  const auto actor = block.attribute("actor", wss::kSoap);
  if (!actor) return true;
  const auto name = core::trim(*actor);
  return name.empty() || name == wss::kSoapNextActor || std::ranges::find(ground.settings.actors, name) != ground.settings.actors.end();
}

bool must_be_understood(Node block) {
  const auto value = block.attribute("mustUnderstand", wss::kSoap);
  if (!value) return false;
  const auto word = core::trim(*value);
  return word != "0" && word != "false";
}

// Blocks for other actors are not ours to read, a Security header of theirs included.
Status find_security(Case& c, const Ground& ground) {
  if (!c.header) return refused("no Header");
  for (const auto block : c.header.children()) {
    if (!is_for_us(block, ground)) continue;
    if (block.is(wss::kWsse, "Security")) {
      if (c.security) return refused("two Security headers for us");
      c.security = block;
    } else if (must_be_understood(block)) {
      return Fault(FaultId::NotUnderstood, "a header with mustUnderstand is not known to us");
    }
  }
  return c.security ? Status(Done{}) : Status(refused("no Security header for us"));
}

// Puts the child in its place; false when that is taken or there is none for it.
bool place(Node child, Case& c) {
  Node* place = nullptr;
  if (child.is(wss::kWsu, "Timestamp")) place = &c.timestamp;
  if (child.is(saml11::kSaml, "Assertion")) place = &c.assertion_node;
  if (child.is(wss::kDs, "Signature")) place = &c.signature_node;
  if (child.is(wss::kWsse, "BinarySecurityToken")) place = &c.binary_token;
  if (!place || *place) return false;
  *place = child;
  return true;
}

Status find_children(Case& c) {
  for (const auto child : c.security.children()) {
    if (!place(child, c)) return refused("Security holds an element twice, or one that this profile does not know");
  }
  if (!c.timestamp) return refused("no Timestamp");
  if (!c.signature_node) return refused("no Signature");
  return Done{};
}

// A comment is no part of what is signed: inside a value it could split what others read (rulings R35).
bool has_split_value(Node element) {
  const auto children = element.children();
  if (children.empty()) return element.has_comment_or_instruction();
  return std::ranges::any_of(children, has_split_value);
}

Status check_comments(const Case& c) {
  if (c.security.has_comment_or_instruction())
    return Fault(FaultId::CommentRefused, "a comment or instruction in the Security header");
  if (c.body.has_comment_or_instruction() && has_split_value(c.body))
    return Fault(FaultId::CommentRefused, "a comment or instruction inside a value of the Body");
  return Done{};
}

Status find_header(Case& c, const Ground& ground) {
  if (auto fine = find_security(c, ground); !fine) return fine;
  if (native::written_size(c.security, kMostBytes) > kMostBytes) return refused("the Security header is too large");
  if (auto fine = check_comments(c); !fine) return fine;
  if (auto fine = find_children(c); !fine) return fine;
  if (c.document->has_duplicate_ids()) return Fault(FaultId::DuplicateId, "two elements carry one id");
  return Done{};
}

}  // namespace

// Before the times and the cryptography: every later rule speaks of these nodes and of no others. The order of the three is free
// (rulings R31).
Status header_rule(Case& c, const Ground& ground) {
  if (auto fine = find_header(c, ground); !fine) return fine;
  if (c.binary_token) return refused("a BinarySecurityToken where a token profile has none");
  if (!c.assertion_node) return refused("no Assertion");
  auto assertion = saml11::read_assertion(c.assertion_node);
  if (!assertion) return std::move(assertion).error();
  c.assertion = std::move(*assertion);
  return Done{};
}

Status certificate_header_rule(Case& c, const Ground& ground) {
  if (auto fine = find_header(c, ground); !fine) return fine;
  if (c.assertion_node || !c.binary_token) return refused("not exactly Timestamp, BinarySecurityToken and Signature");
  if (c.binary_token.attribute("EncodingType").value_or(std::string(wss::kBase64Encoding)) != wss::kBase64Encoding ||
      c.binary_token.attribute("ValueType") != wss::kX509v3)
    return refused("the BinarySecurityToken is no X509v3 certificate in base64");
  return Done{};
}

}  // namespace sluis::security
