#include "mappings/saml11/assertion.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::mappings::saml11 {
namespace {

using native::Node;

constexpr std::string_view kDs = "http://www.w3.org/2000/09/xmldsig#";

Fault malformed(std::string what) { return Fault(FaultId::SecurityHeader, "assertion: " + std::move(what)); }

std::string trimmed(Node node) { return std::string(core::trim(node.text())); }

Result<core::Instant> instant(Node node, std::string_view attribute) {
  const auto text = node.attribute(attribute);
  const auto at = text ? core::parse_instant(*text) : std::nullopt;
  if (!at) return malformed(std::string(attribute) + " is missing or no time");
  return *at;
}

Status read_root(Node element, Assertion& read) {
  const auto id = element.attribute("AssertionID");
  const auto issuer = element.attribute("Issuer");
  if (!id || id->empty()) return malformed("no AssertionID");
  if (!issuer || issuer->empty()) return malformed("no Issuer");
  if (element.attribute("MajorVersion") != "1" || element.attribute("MinorVersion") != "1") return malformed("not SAML 1.1");
  const auto issued = instant(element, "IssueInstant");
  if (!issued) return issued.error();
  read.id = *id;
  read.issuer = *issuer;
  read.issued = *issued;
  return Done{};
}

Status read_conditions(Node element, Assertion& read) {
  const auto all = element.children(kSaml, "Conditions");
  if (all.size() != 1) return malformed("not exactly one Conditions");
  const auto from = instant(all.front(), "NotBefore");
  if (!from) return from.error();
  const auto until = instant(all.front(), "NotOnOrAfter");
  if (!until) return until.error();
  read.not_before = *from;
  read.not_on_or_after = *until;
  for (const auto condition : all.front().children()) {
    if (condition.is(kSaml, "DoNotCacheCondition")) continue;
    if (!condition.is(kSaml, "AudienceRestrictionCondition")) {
      read.unknown_condition = true;
      continue;
    }
    read.restricted = true;
    for (const auto audience : condition.children(kSaml, "Audience")) read.audiences.push_back(trimmed(audience));
  }
  return Done{};
}

// ds:KeyInfo of the confirmation: one X509Data with one certificate, or one KeyValue; nothing else may stand beside it.
Status read_key(Node key_info, Confirmation& read) {
  const auto children = key_info.children();
  if (children.size() != 1) return malformed("holder KeyInfo does not hold exactly one key");
  if (children.front().is(kDs, "KeyValue")) {
    read.key_value = children.front();
    return Done{};
  }
  const auto certificates = children.front().children(kDs, "X509Certificate");
  if (!children.front().is(kDs, "X509Data") || certificates.size() != 1)
    return malformed("holder key is neither one X509Certificate nor a KeyValue");
  read.certificate = certificates.front().text();
  return Done{};
}

Status read_confirmation(Node node, Assertion& read) {
  Confirmation confirmation;
  for (const auto method : node.children(kSaml, "ConfirmationMethod")) confirmation.methods.push_back(trimmed(method));
  const auto keys = node.children(kDs, "KeyInfo");
  if (keys.size() > 1) return malformed("two KeyInfo in one SubjectConfirmation");
  if (!keys.empty()) {
    if (const auto fine = read_key(keys.front(), confirmation); !fine) return fine;
  }
  read.confirmations.push_back(std::move(confirmation));
  return Done{};
}

Status read_subject(Node statement, Assertion& read) {
  const auto subjects = statement.children(kSaml, "Subject");
  if (subjects.size() != 1) return malformed("a statement has not exactly one Subject");
  const auto names = subjects.front().children(kSaml, "NameIdentifier");
  const auto confirmations = subjects.front().children(kSaml, "SubjectConfirmation");
  if (names.size() > 1 || confirmations.size() > 1) return malformed("a Subject with two names or confirmations");
  const auto name = names.empty() ? std::string{} : trimmed(names.front());
  if (name.empty()) return malformed("a Subject without a name");
  if (!read.subject.empty() && read.subject != name) return malformed("statements about two subjects");
  read.subject = name;
  return confirmations.empty() ? Status(Done{}) : read_confirmation(confirmations.front(), read);
}

Status read_attribute(Node node, Assertion& read) {
  const auto name = node.attribute("AttributeName");
  const auto name_space = node.attribute("AttributeNamespace");
  if (!name || name->empty() || !name_space || name_space->empty()) return malformed("attribute without name or namespace");
  model::Attribute attribute{*name, *name_space, {}};
  for (const auto value : node.children()) {
    if (!value.is(kSaml, "AttributeValue") || value.first_child()) return malformed("an attribute value is not plain text");
    attribute.values.push_back(value.text());
  }
  const auto same = std::ranges::find_if(
      read.attributes, [&](const auto& known) { return known.name == *name && known.name_space == *name_space; });
  if (same == read.attributes.end()) {
    read.attributes.push_back(std::move(attribute));
  } else {
    same->values.insert(same->values.end(), attribute.values.begin(), attribute.values.end());
  }
  return Done{};
}

Status read_statement(Node node, Assertion& read) {
  if (const auto fine = read_subject(node, read); !fine) return fine;
  if (node.is(kSaml, "AuthenticationStatement"))
    read.authentication_method = node.attribute("AuthenticationMethod").value_or("");
  for (const auto attribute : node.children(kSaml, "Attribute")) {
    if (const auto fine = read_attribute(attribute, read); !fine) return fine;
  }
  return Done{};
}

// Advice could hold whole assertions of others; nothing in this profile needs it.
Status read_children(Node element, Assertion& read) {
  for (const auto child : element.children()) {
    if (child.is(kSaml, "Conditions")) continue;
    if (child.is(kDs, "Signature")) {
      if (read.signature) return malformed("two signatures");
      read.signature = child;
    } else if (child.is(kSaml, "AuthenticationStatement") || child.is(kSaml, "AttributeStatement")) {
      if (const auto fine = read_statement(child, read); !fine) return fine;
    } else {
      return malformed("an element that this profile does not know");
    }
  }
  return Done{};
}

}  // namespace

Result<Assertion> read_assertion(Node element) {
  if (!element.is(kSaml, "Assertion")) return malformed("not a SAML 1.1 Assertion");
  if (element.has_comment_or_instruction())
    return Fault(FaultId::CommentRefused, "assertion holds a comment or a processing instruction");
  Assertion read;
  read.element = element;
  if (const auto fine = read_root(element, read); !fine) return fine.error();
  if (const auto fine = read_conditions(element, read); !fine) return fine.error();
  if (const auto fine = read_children(element, read); !fine) return fine.error();
  if (read.subject.empty()) return malformed("no statement");
  return read;
}

}  // namespace sluis::mappings::saml11
