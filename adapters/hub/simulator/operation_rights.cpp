// Explicit rights on single documents (audit-and-access.md section 2).
#include <algorithm>

#include "adapters/hub/simulator/document_names.hpp"
#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/hub_operations.hpp"
#include "adapters/hub/simulator/hub_reading.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox::hub {
namespace {

using native::Node;
using native::XmlWriter;

// The document that a right is about: by name, whoever the patient is.
std::optional<LocalName> known(HubParts& parts, const std::optional<LocalName>& name) {
  if (!name) return std::nullopt;
  const auto document = parts.documents.find(name->sl, name->id);
  const bool stands = (document && !document->removed) || parts.documents.node(name->id).version > 0;
  return stands ? name : std::nullopt;
}

HubReply unknown_document() {
  return refusal("406", "No node found matching the URI");
}

std::optional<LocalName> name_at(Node parent) {
  return local_name(parent.child(kCore, "transaction").children(kCore, "id"));
}

HubRight right_of(const LocalName& name, Node party) {
  HubRight right;
  right.document = name.sl + "|" + name.id;
  right.numbers = numbers_of(party.children(kCore, "id"));
  right.categories = codes_of(party.children(kCore, "cd"), "CD-HCPARTY");
  right.text = native::canonical(party);
  return right;
}

bool same_party(const HubRight& a, const HubRight& b) {
  if (a.numbers.empty() != b.numbers.empty()) return false;
  return a.numbers.empty() ? a.categories == b.categories : share_one(a.numbers, b.numbers);
}

}  // namespace

Result<HubReply> put_right(HubParts& parts, const HubQuestion& question) {
  const auto party = question.subject.child(kCore, "hcparty");
  const auto name = known(parts, name_at(question.subject));
  auto right = right_of(name.value_or(LocalName{}), party);
  right.right = text_at(question.subject, "cd");
  if (!party || (right.right != "allow" && right.right != "disallow")) return wrong("accessright");
  if (!name) return unknown_document();
  if (right.numbers.empty() && right.categories.empty()) return refusal("415", "A party or a role is expected");
  const std::lock_guard lock(parts.registers.mutex);
  auto& all = parts.registers.rights;
  std::erase_if(all, [&](const auto& r) { return r.document == right.document && same_party(r, right); });
  all.push_back(std::move(right));
  return HubReply{};
}

Result<HubReply> get_rights(HubParts& parts, const HubQuestion& question) {
  const auto name = known(parts, name_at(question.subject));
  if (!name) return unknown_document();
  const std::lock_guard lock(parts.registers.mutex);
  XmlWriter xml;
  xml.open(c("accessrightlist"));
  for (const auto& right : parts.registers.rights) {
    if (right.document != name->sl + "|" + name->id) continue;
    xml.open(c("accessright")).open(c("transaction"));
    write_scheme(xml, c("id"), "LOCAL", "1.0", name->id, name->sl);
    xml.close().raw(right.text);
    write_scheme(xml, c("cd"), "CD-ACCESSRIGHT", "1.0", right.right);
    xml.close();
  }
  HubReply reply;
  reply.rest = xml.close().take();
  return reply;
}

Result<HubReply> revoke_rights(HubParts& parts, const HubQuestion& question) {
  const auto name = known(parts, name_at(question.subject));
  if (!name) return unknown_document();
  const auto party = question.subject.child(kCore, "hcparty");
  const auto wanted = right_of(*name, party);
  const std::lock_guard lock(parts.registers.mutex);
  const auto gone = std::erase_if(parts.registers.rights, [&](const auto& r) {
    return r.document == wanted.document && (!party || same_party(r, wanted));
  });
  return gone == 0 ? refusal("406", "No such right") : HubReply{};
}

}  // namespace sluis::sandbox::hub
