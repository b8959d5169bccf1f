#include "tests/adapters/support.hpp"

#include <stdexcept>

#include "adapters/network_list.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/wss/answer.hpp"
#include "mappings/wss/envelope.hpp"

namespace sluis::test {
namespace {

const core::Instant kNow = *core::parse_instant("2026-11-20T09:15:00Z");

spi::Token token_of(const native::Credential& holder) {
  return {assertion_with("urn:be:fgov:ehealth:1.0:hospital:nihii-number", "71099911"), "_a1", kNow + std::chrono::hours(1), holder};
}

}  // namespace

native::Credential new_credential(const std::string& name) {
  auto key = native::PrivateKey::generate_rsa(2048);
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Test"}, {"CN", name}};
  request.not_before = kNow - std::chrono::hours(24);
  request.not_after = kNow + std::chrono::hours(24);
  request.authority = true;
  auto certificate = native::make_certificate(request, key.public_key(), key, nullptr);
  return {std::move(key), std::move(certificate), {}};
}

std::string assertion_with(const std::string& attribute, const std::string& value) {
  const std::string subject =
      "<saml:Subject><saml:NameIdentifier>CN=test</saml:NameIdentifier><saml:SubjectConfirmation><saml:ConfirmationMethod>"
      "urn:oasis:names:tc:SAML:1.0:cm:holder-of-key</saml:ConfirmationMethod></saml:SubjectConfirmation></saml:Subject>";
  const auto text =
      "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:1.0:assertion\" AssertionID=\"_a1\" IssueInstant=\"2026-11-20T09:00:00Z\" "
      "Issuer=\"urn:be:fgov:ehealth:sts:1_0\" MajorVersion=\"1\" MinorVersion=\"1\"><saml:Conditions NotBefore=\"2026-11-20T09:00:00Z\" "
      "NotOnOrAfter=\"2026-11-20T10:00:00Z\"></saml:Conditions><saml:AuthenticationStatement AuthenticationInstant=\"2026-11-20T09:00:00Z\" "
      "AuthenticationMethod=\"urn:oasis:names:tc:SAML:1.0:am:X509-PKI\">" + subject + "</saml:AuthenticationStatement><saml:AttributeStatement>" +
      subject + "<saml:Attribute AttributeName=\"" + attribute + "\" AttributeNamespace=\"urn:be:fgov:identification-namespace\"><saml:AttributeValue>" +
      value + "</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>";
  return *mappings::wss::canonical_element(text);
}

House::House() : clock(kNow), log(clock, [](std::string_view) {}), holder(new_credential("holder")), tokens(token_of(holder)) {}

spi::Surroundings House::surroundings() {
  return {wire, tokens, clock, random, log, &holder, {"71099911", "orghospital", "Ziekenhuis", "sluis-test"}, {}};
}

spi::Deadline soon() { return std::chrono::steady_clock::now() + std::chrono::minutes(1); }

model::Order list_order() {
  model::Order order;
  order.kind = model::OrderKind::ListReferences;
  order.caller.category = "persphysician";
  order.caller.ssin = model::Ssin::parse("75052298760");
  order.caller.nihii = model::Nihii::parse("19998133004");
  order.caller.first_name = "Ada";
  order.caller.family_name = "Fictief";
  model::ReferenceQuery query;
  query.patient.ids = {{"EID-CARDNO", "000000000000", {}}, {"INSS", kPatient, {}}};
  query.scope = model::SearchScope::Global;
  order.content = std::move(query);
  return order;
}

spi::WireReply soap(const std::string& body, int status) {
  return {status, "text/xml; charset=utf-8", mappings::wss::plain_envelope(body)};
}

std::string soap_fault(const std::string& code) {
  return "<s:Fault xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><faultcode>s:Server</faultcode><faultstring>" + code +
         "</faultstring></s:Fault>";
}

std::string body_of(const spi::WireRequest& request) {
  const auto read = mappings::wss::read_soap_answer(request.body);
  if (!read) throw std::runtime_error("what was sent is no SOAP message");
  return native::canonical(read->payload);
}

std::unique_ptr<spi::Network> make_network(const spi::NetworkSettings& settings, const spi::Surroundings& house) {
  for (const auto& factory : adapters::all_network_factories())
    if (factory->kind() == settings.kind) return factory->make(settings, house);
  throw std::runtime_error("no factory of kind " + settings.kind);
}

}  // namespace sluis::test
