#include "tests/fuzz/support_people.hpp"

#include <array>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/log.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/native/signature_make.hpp"
#include "gateway/native/xml_writer.hpp"
#include "mappings/saml11/assertion.hpp"
#include "mappings/wss/envelope.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::fuzz {
namespace {

using native::XmlWriter;

// RFC 5915: version 1, the number, the curve P-256.
native::PrivateKey key_from(const std::string& name) {
  std::vector<std::uint8_t> der{0x30, 0x31, 0x02, 0x01, 0x01, 0x04, 0x20};
  const auto number = native::sha256("sluis fuzz " + name);
  der.insert(der.end(), number.begin(), number.end());
  constexpr std::array<std::uint8_t, 12> kCurve{0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
  der.insert(der.end(), kCurve.begin(), kCurve.end());
  const std::string label = "EC PRIVATE " + std::string("KEY-----\n");
  return native::PrivateKey::from_pem("-----BEGIN " + label + core::to_base64(der) + "\n-----END " + label).value();
}

XmlWriter::Name saml(std::string_view local) { return {"saml", mappings::saml11::kSaml, local}; }

void subject(XmlWriter& w, bool confirmed) {
  w.open(saml("Subject")).element(saml("NameIdentifier"), "CN=somebody");
  if (confirmed) {
    w.open(saml("SubjectConfirmation")).element(saml("ConfirmationMethod"), mappings::saml11::kHolderOfKey);
    w.open({"ds", mappings::wss::kDs, "KeyInfo"}).raw(native::x509_key_info(holder().certificate)).close().close();
  }
  w.close();
}

void attribute(XmlWriter& w, std::string_view name, std::string_view name_space, std::string_view value) {
  w.open(saml("Attribute")).attribute("AttributeName", name).attribute("AttributeNamespace", name_space);
  w.element(saml("AttributeValue"), value).close();
}

std::string unsigned_assertion() {
  constexpr std::string_view kId = "urn:be:fgov:identification-namespace";
  constexpr std::string_view kCertified = "urn:be:fgov:certified-namespace:ehealth";
  XmlWriter w;
  w.open(saml("Assertion")).attribute("AssertionID", kAssertionId).attribute("IssueInstant", core::to_text(now()));
  w.attribute("Issuer", "urn:be:fgov:ehealth:sts:1_0").attribute("MajorVersion", "1").attribute("MinorVersion", "1");
  w.open(saml("Conditions")).attribute("NotBefore", core::to_text(now()));
  w.attribute("NotOnOrAfter", core::to_text(now() + std::chrono::hours(12))).close();
  w.open(saml("AuthenticationStatement")).attribute("AuthenticationInstant", core::to_text(now()));
  w.attribute("AuthenticationMethod", "urn:oasis:names:tc:SAML:1.0:am:X509-PKI");
  subject(w, true);
  w.close().open(saml("AttributeStatement"));
  subject(w, false);
  attribute(w, "urn:be:fgov:ehealth:1.0:certificateholder:person:ssin", kId, kHolderSsin);
  attribute(w, "urn:be:fgov:person:ssin", kId, kHolderSsin);
  attribute(w, "urn:be:fgov:person:ssin:doctor:boolean", kCertified, "true");
  attribute(w, "urn:be:fgov:person:ssin:ehealth:1.0:doctor:nihii11", kCertified, "19997638004");
  attribute(w, "urn:be:fgov:person:ssin:ehealth:1.0:givenname", kCertified, "Gert");
  attribute(w, "urn:be:fgov:person:ssin:ehealth:1.0:surname", kCertified, "Huisarts");
  w.close().close();
  return w.take();
}

std::string signed_assertion() {
  auto text = unsigned_assertion();
  const auto signature = native::make_signature(sts().key, {{"#" + std::string(kAssertionId), text, true}},
                                                native::x509_key_info(sts().certificate)).value();
  return text.insert(text.rfind("</saml:Assertion>"), signature);
}

native::CertificateRequest request(const std::string& name, const std::string& unit) {
  native::CertificateRequest asked;
  asked.subject = {{"C", "BE"}, {"O", "Fuzz"}, {"OU", "eHealth-platform Belgium"}, {"OU", unit}, {"CN", name}};
  asked.not_before = *core::parse_instant("2026-11-01T00:00:00Z");
  asked.not_after = *core::parse_instant("2027-11-01T00:00:00Z");
  return asked;
}

class Forgetful final : public security::ReplayGuard {
 public:
  Result<Outcome> remember(const native::Sha256&, core::Instant, core::Instant) override { return Outcome::New; }
};

}  // namespace

const native::Credential& root() {
  static const auto made = [] {
    auto asked = request("root", "ROOT");
    asked.authority = true;
    asked.key_usage = {"keyCertSign"};
    auto key = key_from("root");
    auto certificate = native::make_certificate(asked, key.public_key(), key, nullptr);
    return native::Credential{std::move(key), std::move(certificate), {}};
  }();
  return made;
}

native::Certificate certificate_of(const native::PublicKey& key, const std::string& name, const std::string& unit, const std::string& usage) {
  auto asked = request(name, unit);
  asked.key_usage = {usage};
  return native::make_certificate(asked, key, root().key, &root().certificate);
}

native::Credential credential(const std::string& name, const std::string& unit) {
  auto key = key_from(name);
  auto certificate = certificate_of(key.public_key(), name, unit, "digitalSignature");
  return {std::move(key), std::move(certificate), {}};
}

const native::Credential& sts() {
  static const auto made = credential("sts", "STS");
  return made;
}
const native::Credential& holder() {
  static const auto made = credential("holder", "SSIN=" + std::string(kHolderSsin));
  return made;
}
const native::Credential& hospital() {
  static const auto made = credential("hospital", "NIHII-HOSPITAL=71099911");
  return made;
}

core::Instant now() { return *core::parse_instant("2026-11-20T09:15:00Z"); }

const std::string& assertion() {
  static const auto made = signed_assertion();
  return made;
}

std::string envelope(std::string_view canonical_payload) {
  StillRandom random;
  return mappings::wss::token_envelope(canonical_payload, assertion(), kAssertionId, holder().key, {now(), random}).value();
}

std::string token_request(std::string_view canonical_payload) {
  StillRandom random;
  return mappings::wss::certificate_envelope(canonical_payload, hospital(), {now(), random}).value();
}

const security::Gate& gate() {
  static const core::ManualClock clock(now());
  static core::Log log(clock, [](std::string_view) {});
  static Forgetful guard;
  static const security::Gate made = [] {
    security::GateSettings settings;
    settings.trust.sts_certificates = {sts().certificate};
    settings.policy_folder = SLUIS_SOURCE_DIR "/mappings/policy";
    return security::Gate(std::move(settings), clock, log, guard);
  }();
  return made;
}

message::Raw request(std::string path, std::string_view content_type, std::string_view body) {
  message::Raw raw;
  raw.method = "POST";
  raw.path = std::move(path);
  raw.headers["content-type"] = content_type;
  raw.body = body;
  raw.correlation_id = "fuzz-1";
  raw.received = now();
  raw.peer = "192.0.2.1";
  return raw;
}

}  // namespace sluis::fuzz
