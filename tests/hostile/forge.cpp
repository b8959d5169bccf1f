#include "tests/hostile/forge.hpp"

#include <stdexcept>

#include "gateway/core/calendar.hpp"

namespace sluis::hostile {
namespace {

std::string text(std::string_view view) { return std::string(view); }
std::string at(std::chrono::seconds after) { return core::to_text(moment() + after); }

std::string reference(const Reference& r) {
  std::string out = "<ds:Reference";
  out += r.attributes;
  if (r.has_uri) out += " URI=\"" + r.uri + "\"";
  out += ">";
  if (!r.transforms.empty()) out += "<ds:Transforms>" + r.transforms + "</ds:Transforms>";
  return out + "<ds:DigestMethod Algorithm=\"" + r.method + "\"></ds:DigestMethod><ds:DigestValue>" + digest_of(r.canonical, r.digest) +
         "</ds:DigestValue></ds:Reference>";
}

std::string method_for(const native::PrivateKey& key) {
  if (key.kind() == native::KeyKind::Ec) return text(kEcdsaSha256);
  return key.kind() == native::KeyKind::Rsa ? text(kRsaSha256) : "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519";
}

Signer signer_for(const native::PrivateKey& key) { return signer(key, key.kind() == native::KeyKind::Other ? "" : "SHA256"); }

// Body elements differ only in their names and in what they select.
std::string request(std::string_view name, std::string_view version, std::string_view patient, std::string_view select) {
  const std::string core = "http://www.ehealth.fgov.be/hubservices/core/" + text(version);
  return "<p:" + text(name) + " xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/" + text(version) + "\"><c:request xmlns:c=\"" + core +
         "\"><c:id S=\"ID-KMEHR\" SV=\"1.0\">1.corpus</c:id><c:author><k:hcparty xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\">"
         "<k:id S=\"INSS\" SV=\"1.0\">" + text(kPhysician) + "</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd></k:hcparty></c:author>"
         "<c:date>2026-11-20</c:date><c:time>10:15:00</c:time></c:request><c:select xmlns:c=\"" + core +
         "\"><c:patient><c:id S=\"INSS\" SV=\"1.0\">" + text(patient) + "</c:id></c:patient>" + text(select) + "</c:select></p:" + text(name) + ">";
}

}  // namespace

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const auto found = text.find(what);
  if (found == std::string::npos) throw std::runtime_error("the base lacks: " + std::string(what));
  return text.replace(found, what.size(), by);
}

std::string replaced_last(std::string text, std::string_view what, std::string_view by) {
  const auto found = text.rfind(what);
  if (found == std::string::npos) throw std::runtime_error("the base lacks: " + std::string(what));
  return text.replace(found, what.size(), by);
}

std::string write(const SignaturePlan& plan) {
  std::string info = "<ds:CanonicalizationMethod Algorithm=\"" + plan.canonicalization + "\">" + plan.canonicalization_content +
                     "</ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"" + plan.method + "\">" + plan.method_content +
                     "</ds:SignatureMethod>";
  for (const auto& each : plan.references) info += reference(each);
  info += "</ds:SignedInfo>";
  const auto value = plan.sign("<ds:SignedInfo xmlns:ds=\"" + text(kDs) + "\">" + info);
  return "<ds:Signature xmlns:ds=\"" + text(kDs) + "\"><ds:SignedInfo>" + info + "<ds:SignatureValue>" + value + "</ds:SignatureValue>" +
         (plan.key_info.empty() ? "" : "<ds:KeyInfo>" + plan.key_info + "</ds:KeyInfo>") + plan.after + "</ds:Signature>";
}

std::string x509(const native::Certificate& certificate) {
  return "<ds:X509Data><ds:X509Certificate>" + certificate.base64() + "</ds:X509Certificate></ds:X509Data>";
}

std::vector<Attribute> physician(std::string_view ssin, std::string_view nihii) {
  const std::string person = "urn:be:fgov:person:ssin";
  return {{"urn:be:fgov:ehealth:1.0:certificateholder:person:ssin", text(kIdentification), text(ssin)},
          {person, text(kIdentification), text(ssin)},
          {person + ":doctor:boolean", text(kCertified), "true"},
          {person + ":ehealth:1.0:doctor:nihii11", text(kCertified), text(nihii)}};
}

std::string confirmation(std::string_view method, const std::string& key_info_content) {
  std::string out = "<saml:ConfirmationMethod>" + text(method) + "</saml:ConfirmationMethod>";
  if (!key_info_content.empty()) out += "<ds:KeyInfo xmlns:ds=\"" + text(kDs) + "\">" + key_info_content + "</ds:KeyInfo>";
  return out;
}

std::string write(const AssertionPlan& plan) {
  const auto or_else = [](const std::string& given, std::string fallback) { return given.empty() ? std::move(fallback) : given; };
  const auto subject_confirmation = or_else(plan.confirmation, confirmation(text(kCm) + "holder-of-key", x509(plan.holder->certificate)));
  std::string out = "<saml:Assertion xmlns:saml=\"" + text(kSaml) + "\" AssertionID=\"" + plan.id + "\" IssueInstant=\"" +
                    or_else(plan.issued, at({})) + "\" Issuer=\"" + plan.issuer + "\" MajorVersion=\"" + plan.major_version +
                    "\" MinorVersion=\"" + plan.minor_version + "\"><saml:Conditions NotBefore=\"" + or_else(plan.from, at({})) +
                    "\" NotOnOrAfter=\"" + or_else(plan.until, at(std::chrono::hours(12))) + "\">" + plan.conditions +
                    "</saml:Conditions><saml:AuthenticationStatement AuthenticationInstant=\"" + or_else(plan.issued, at({})) +
                    "\" AuthenticationMethod=\"urn:oasis:names:tc:SAML:1.0:am:X509-PKI\"><saml:Subject><saml:NameIdentifier>" + plan.subject +
                    "</saml:NameIdentifier>" +
                    (subject_confirmation == "-" ? "" : "<saml:SubjectConfirmation>" + subject_confirmation + "</saml:SubjectConfirmation>") +
                    "</saml:Subject></saml:AuthenticationStatement><saml:AttributeStatement><saml:Subject><saml:NameIdentifier>" +
                    or_else(plan.second_subject, plan.subject) + "</saml:NameIdentifier></saml:Subject>";
  for (const auto& each : plan.attributes)
    out += "<saml:Attribute AttributeName=\"" + each.name + "\" AttributeNamespace=\"" + each.name_space + "\"><saml:AttributeValue>" +
           each.value + "</saml:AttributeValue></saml:Attribute>";
  out += "</saml:AttributeStatement>" + plan.extra + "</saml:Assertion>";
  if (plan.sts == nullptr) return out;
  SignaturePlan signature;
  signature.references = {{"#" + plan.id, out}};
  signature.references[0].transforms = "<ds:Transform Algorithm=\"" + text(kEnveloped) + "\"></ds:Transform>" + signature.references[0].transforms;
  signature.method = method_for(plan.sts->key);
  signature.sign = signer_for(plan.sts->key);
  signature.key_info = x509(plan.sts->certificate);
  if (plan.bend) plan.bend(signature);
  return replaced_last(out, "</saml:Assertion>", write(signature) + "</saml:Assertion>");
}

std::string timestamp(const std::string& created, const std::string& expires, const std::string& id, const std::string& attribute) {
  return "<wsu:Timestamp xmlns:wsu=\"" + text(kWsu) + "\" " + attribute + "=\"" + id + "\"><wsu:Created>" + created +
         "</wsu:Created><wsu:Expires>" + expires + "</wsu:Expires></wsu:Timestamp>";
}

std::string body(const std::string& payload, const std::string& id, const std::string& attribute, const std::string& declarations) {
  const bool of_wsu = attribute.starts_with("wsu:");
  return "<soap:Body xmlns:soap=\"" + text(kSoap) + "\"" + (of_wsu ? " xmlns:wsu=\"" + text(kWsu) + "\"" : declarations) + " " + attribute +
         "=\"" + id + "\">" + payload + "</soap:Body>";
}

std::string key_reference(const std::string& assertion_id) {
  return "<wsse:SecurityTokenReference xmlns:wsse=\"" + text(kWsse) +
         "\"><wsse:KeyIdentifier ValueType=\"http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID\">" + assertion_id +
         "</wsse:KeyIdentifier></wsse:SecurityTokenReference>";
}

Pieces write(const MessagePlan& plan) {
  Pieces pieces;
  pieces.timestamp = timestamp(plan.created.empty() ? at({}) : plan.created, plan.expires.empty() ? at(std::chrono::seconds(60)) : plan.expires,
                               plan.timestamp_id, plan.timestamp_attribute);
  AssertionPlan plain;
  plain.holder = plan.holder;
  pieces.assertion = plan.assertion.empty() ? write(plain) : plan.assertion;
  pieces.body = body(plan.payload.empty() ? ask_consent() : plan.payload, plan.body_id, plan.body_attribute, plan.body_declarations);
  SignaturePlan signature;
  signature.references = {{"#" + plan.body_id, pieces.body}, {"#" + plan.timestamp_id, pieces.timestamp}};
  signature.method = method_for(plan.holder->key);
  signature.sign = signer_for(plan.holder->key);
  signature.key_info = key_reference(plan.assertion_id);
  if (plan.bend) plan.bend(signature);
  pieces.signature = write(signature);
  return pieces;
}

std::string Pieces::security_of(const std::string& content, const std::string& attributes) {
  return "<wsse:Security xmlns:wsse=\"" + text(kWsse) + "\"" + attributes + ">" + content + "</wsse:Security>";
}

std::string Pieces::envelope(const std::string& header, const std::string& body) {
  return "<soap:Envelope xmlns:soap=\"" + text(kSoap) + "\">" + (header.empty() ? "" : "<soap:Header>" + header + "</soap:Header>") + body + "</soap:Envelope>";
}

std::string ask_consent(std::string_view patient) { return request("GetPatientConsentRequest", "v2", patient, "<c:consent><c:cd S=\"CD-CONSENTTYPE\" SV=\"1.0\">retrospective</c:cd></c:consent>"); }
std::string ask_links() { return request("GetTherapeuticLinkRequest", "v2", kPatient, "<c:therapeuticlinkstatus>active</c:therapeuticlinkstatus>"); }
std::string ask_exclusions() { return request("GetTherapeuticExclusionRequest", "v2", kPatient, ""); }
std::string ask_list() { return request("GetTransactionListRequest", "v3", kPatient, ""); }
std::string stolen() { return ask_consent("62071498939"); }

}  // namespace sluis::hostile
