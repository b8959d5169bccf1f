#include <algorithm>
#include <array>

#include "gateway/security/deflated_token.hpp"
#include "gateway/security/file_check.hpp"
#include "mappings/saml11/assertion.hpp"
#include "mappings/saml11/identity_table.hpp"
#include "mappings/wss/envelope.hpp"
#include "tests/fuzz/support_people.hpp"
#include "tests/fuzz/targets.hpp"

// What a stranger can send: nothing is believed but what the fixed keys have signed, and those signed very little.
namespace sluis::fuzz {
namespace {

void is_the_holder(const model::Identity& identity, const std::string& what) {
  holds(identity.ssin && identity.ssin->text() == kHolderSsin, what + " was accepted for somebody else");
  holds(identity.category == "persphysician" && identity.nihii && identity.nihii->text() == "19997638004",
        what + " was accepted with other attributes");
}

// Parsed, written in canonical form and parsed again it is the same.
void stays_itself(std::string_view xml) {
  const auto document = native::Document::parse(xml);
  if (!document) return;
  const auto text = native::canonical(document->root());
  const auto again = native::Document::parse(text, {.bytes = 64 * 1024 * 1024});
  holds(again.has_value(), "its canonical form can't be parsed");
  holds(native::canonical(again->root()) == text, "its canonical form has another canonical form");
  const auto element = mappings::wss::canonical_element(xml);
  holds(element.has_value() && *element == text, "canonical_element() differs");
}

}  // namespace

const std::vector<std::string>& signed_payloads() {
  static const std::vector<std::string> all{
      "<p:Ask xmlns:p=\"urn:fuzz\"><p:ssin>85073099833</p:ssin></p:Ask>",
      "<p:Put xmlns:p=\"urn:fuzz\"><p:text>a &amp; b</p:text><p:code S=\"1\">x</p:code></p:Put>"};
  return all;
}

void fuzz_envelope(std::string_view input) {
  stays_itself(input);
  const auto verdict = gate().judge(request("/Consent/v1", "text/xml; charset=utf-8", input));
  holds(verdict.accepted() == verdict.message.has_value(), "a verdict without its message");
  if (!verdict.accepted()) return holds(verdict.rule > 0 && !verdict.rule_name.empty(), "refused by no rule");
  is_the_holder(verdict.identity, "a message");
  const auto payload = native::canonical(verdict.message->payload());
  holds(std::ranges::find(signed_payloads(), payload) != signed_payloads().end(), "a payload was accepted that nobody signed");
}

void fuzz_assertion(std::string_view input) {
  static const auto identities = mappings::saml11::IdentityTable::load(SLUIS_SOURCE_DIR "/mappings/policy/token_attributes.table");
  if (const auto document = native::Document::parse(input)) {
    if (const auto read = mappings::saml11::read_assertion(document->root())) (void)identities.identify(read->attributes);
  }
  const auto verdict = gate().judge_assertion(request("/", "text/xml", input));
  if (verdict.accepted()) is_the_holder(verdict.identity, "an assertion");
}

void fuzz_file(std::string_view input) {
  const auto told = security::check_file(input, gate(), [](std::string_view) -> Status { return core::Done{}; });
  holds(!told.kind.empty() || !told.accepted(), "accepted as nothing");
  if (told.accepted() && (told.kind == "signed message" || told.kind == "assertion")) is_the_holder(*told.identity, told.kind);
}

// An Authorization header; XML is packed into one first.
void fuzz_header_token(std::string_view input) {
  auto raw = request("/api/v1/decisions", "application/json", "{}");
  raw.headers["authorization"] = input.starts_with("<") ? security::authorization_of_token(input) : std::string(input);
  constexpr std::size_t kMost = 256 * 1024;
  const auto opened = security::token_of_authorization(raw.headers["authorization"], kMost);
  if (input.starts_with("<") && input.size() <= kMost) holds(opened.has_value() && *opened == input, "a packed token is opened as another");
  if (opened) holds(opened->size() <= kMost, "a token grew beyond its limit");
  const auto verdict = gate().judge(raw);
  if (verdict.accepted()) is_the_holder(verdict.identity, "a header token");
}

}  // namespace sluis::fuzz
