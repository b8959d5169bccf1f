#include "adapters/ehealth/simulator/assertion.hpp"

#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/native/signature_make.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {
namespace {

using native::XmlWriter;

constexpr auto kX509Method = "urn:oasis:names:tc:SAML:1.0:am:X509-PKI";
constexpr auto kSubjectName = "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName";
constexpr std::string_view kEnd = "</Assertion>";

XmlWriter::Name saml(std::string_view local) {
  return {"", names::kSaml, local};
}
XmlWriter::Name ds(std::string_view local) {
  return {"ds", names::kDs, local};
}

void write_name(XmlWriter& xml, const AssertionContent& content) {
  const auto subject = content.holder.subject();
  xml.open(saml("NameIdentifier"))
      .attribute("Format", kSubjectName)
      .attribute("NameQualifier", subject)
      .text(subject)
      .close();
}

void write_authentication(XmlWriter& xml, const AssertionContent& content) {
  xml.open(saml("AuthenticationStatement"));
  xml.attribute("AuthenticationInstant", core::to_text(content.issued)).attribute("AuthenticationMethod", kX509Method);
  xml.open(saml("Subject"));
  write_name(xml, content);
  xml.open(saml("SubjectConfirmation")).element(saml("ConfirmationMethod"), names::kHolderOfKey);
  xml.open(ds("KeyInfo")).open(ds("X509Data")).element(ds("X509Certificate"), content.holder.base64());
  xml.close().close().close().close().close();
}

void write_attributes(XmlWriter& xml, const AssertionContent& content) {
  xml.open(saml("AttributeStatement")).open(saml("Subject"));
  write_name(xml, content);
  xml.close();
  for (const auto& attribute : content.attributes) {
    xml.open(saml("Attribute"))
        .attribute("AttributeName", attribute.name)
        .attribute("AttributeNamespace", attribute.ns);
    for (const auto& value : attribute.values) xml.element(saml("AttributeValue"), value);
    xml.close();
  }
  xml.close();
}

}  // namespace

Result<std::string> make_assertion(const AssertionContent& content, const native::Credential& signer) {
  XmlWriter xml;
  xml.open(saml("Assertion"))
      .attribute("AssertionID", content.id)
      .attribute("IssueInstant", core::to_text(content.issued));
  xml.attribute("Issuer", names::kStsIssuer).attribute("MajorVersion", "1").attribute("MinorVersion", "1");
  xml.open(saml("Conditions")).attribute("NotBefore", core::to_text(content.not_before));
  xml.attribute("NotOnOrAfter", core::to_text(content.not_on_or_after)).close();
  write_authentication(xml, content);
  write_attributes(xml, content);
  xml.close();
  auto assertion = xml.take();
  const auto key_info =
      "<ds:X509Data><ds:X509Certificate>" + signer.certificate.base64() + "</ds:X509Certificate></ds:X509Data>";
  const auto signature = native::make_signature(signer.key, {{"#" + content.id, assertion, true}}, key_info);
  if (!signature) return signature.error();
  assertion.insert(assertion.size() - kEnd.size(), *signature);
  return assertion;
}

}  // namespace sluis::sandbox
