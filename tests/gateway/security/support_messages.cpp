#include "support_messages.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/calendar.hpp"
#include "gateway/native/signature_make.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::tests {
namespace {

using native::XmlWriter;

constexpr auto kSaml = "urn:oasis:names:tc:SAML:1.0:assertion";
constexpr auto kDs = "http://www.w3.org/2000/09/xmldsig#";
constexpr auto kWsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
constexpr auto kWsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
constexpr auto kSoap = "http://schemas.xmlsoap.org/soap/envelope/";

XmlWriter::Name saml(std::string_view local) { return {"saml", kSaml, local}; }
XmlWriter::Name ds(std::string_view local) { return {"ds", kDs, local}; }

void write_confirmation(XmlWriter& w, const AssertionPlan& plan) {
  if (plan.methods.empty()) return;
  w.open(saml("SubjectConfirmation"));
  for (const auto& method : plan.methods) w.element(saml("ConfirmationMethod"), method);
  w.open(ds("KeyInfo"));
  if (plan.holder_key_info.empty()) {
    w.open(ds("X509Data")).element(ds("X509Certificate"), plan.holder->certificate.base64()).close();
  } else {
    w.raw(plan.holder_key_info);
  }
  w.close().close();
}

std::string unsigned_assertion(const AssertionPlan& plan) {
  XmlWriter w;
  w.open(saml("Assertion")).attribute("AssertionID", plan.id).attribute("IssueInstant", core::to_text(plan.issued));
  w.attribute("Issuer", plan.issuer).attribute("MajorVersion", "1").attribute("MinorVersion", "1");
  w.open(saml("Conditions")).attribute("NotBefore", core::to_text(plan.from));
  w.attribute("NotOnOrAfter", core::to_text(plan.until)).raw(plan.conditions).close();
  w.open(saml("AuthenticationStatement")).attribute("AuthenticationInstant", core::to_text(plan.issued));
  w.attribute("AuthenticationMethod", "urn:oasis:names:tc:SAML:1.0:am:X509-PKI");
  w.open(saml("Subject")).element(saml("NameIdentifier"), "CN=somebody");
  write_confirmation(w, plan);
  w.close().close();
  w.open(saml("AttributeStatement")).open(saml("Subject")).element(saml("NameIdentifier"), "CN=somebody").close();
  for (const auto& each : plan.attributes) {
    w.open(saml("Attribute")).attribute("AttributeName", each.name).attribute("AttributeNamespace", each.name_space);
    for (const auto& value : each.values) w.element(saml("AttributeValue"), value);
    w.close();
  }
  w.close().close();
  return w.take();
}

std::string must(Result<std::string> made) {
  BOOST_REQUIRE_MESSAGE(made, "a test signature could not be made");
  return *made;
}

}  // namespace

core::Instant now() { return *core::parse_instant("2026-11-20T09:15:00Z"); }

model::Attribute attribute(const std::string& name, const std::string& name_space, const std::string& value) {
  return {name, name_space, {value}};
}

std::vector<model::Attribute> physician() {
  return {attribute("urn:be:fgov:ehealth:1.0:certificateholder:person:ssin", kId, "72051999381"),
          attribute("urn:be:fgov:person:ssin", kId, "72051999381"),
          attribute("urn:be:fgov:person:ssin:doctor:boolean", kCert, "true"),
          attribute("urn:be:fgov:person:ssin:ehealth:1.0:doctor:nihii11", kCert, "19997638004"),
          attribute("urn:be:fgov:person:ssin:ehealth:1.0:givenname", kCert, "Gert"),
          attribute("urn:be:fgov:person:ssin:ehealth:1.0:surname", kCert, "Huisarts")};
}

std::string write(const AssertionPlan& plan) {
  auto text = unsigned_assertion(plan);
  if (!plan.signer) return text;
  const auto signature = must(native::make_signature(
      plan.signer->key, {{"#" + plan.id, text, true}},
      "<ds:X509Data xmlns:ds=\"" + std::string(kDs) + "\"><ds:X509Certificate>" + plan.signer->certificate.base64() +
          "</ds:X509Certificate></ds:X509Data>"));
  return replaced(text, "</saml:Assertion>", signature + "</saml:Assertion>");
}

std::string timestamp(const std::string& id, const std::string& created, const std::string& expires) {
  return "<wsu:Timestamp xmlns:wsu=\"" + std::string(kWsu) + "\" wsu:Id=\"" + id + "\"><wsu:Created>" + created +
         "</wsu:Created><wsu:Expires>" + expires + "</wsu:Expires></wsu:Timestamp>";
}

std::string body(const std::string& id, const std::string& payload) {
  return "<soap:Body xmlns:soap=\"" + std::string(kSoap) + "\" xmlns:wsu=\"" + kWsu + "\" wsu:Id=\"" + id + "\">" + payload +
         "</soap:Body>";
}

std::string key_info(const std::string& assertion_id) {
  return "<wsse:SecurityTokenReference xmlns:wsse=\"" + std::string(kWsse) +
         "\"><wsse:KeyIdentifier ValueType=\"http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID\">" +
         assertion_id + "</wsse:KeyIdentifier></wsse:SecurityTokenReference>";
}

std::string signature(const native::Credential& signer, const std::vector<std::pair<std::string, std::string>>& parts,
                      const std::string& key_info_content) {
  std::vector<native::DigestedPart> digested;
  for (const auto& [id, canonical] : parts) digested.push_back({"#" + id, canonical, false});
  return must(native::make_signature(signer.key, digested, key_info_content));
}

Pieces write(const MessagePlan& plan) {
  Pieces pieces;
  pieces.timestamp = timestamp(plan.timestamp_id, core::to_text(plan.created), core::to_text(plan.expires));
  pieces.assertion = plan.assertion;
  pieces.body = body(plan.body_id, plan.payload);
  pieces.signature = signature(*plan.signer, {{plan.body_id, pieces.body}, {plan.timestamp_id, pieces.timestamp}},
                               key_info(plan.assertion_id));
  return pieces;
}

std::string Pieces::security() const {
  return "<wsse:Security xmlns:wsse=\"" + std::string(kWsse) + "\"" + header_attributes + ">" + timestamp + assertion + signature +
         "</wsse:Security>";
}

std::string Pieces::envelope(const std::string& header, const std::string& body_text) const {
  return "<soap:Envelope xmlns:soap=\"" + std::string(kSoap) + "\"><soap:Header>" + header + "</soap:Header>" + body_text +
         "</soap:Envelope>";
}

}  // namespace sluis::tests
