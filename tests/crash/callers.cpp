#include "tests/crash/callers.hpp"

#include <cstdio>
#include <stdexcept>

#include "adapters/ehealth/simulator/assertion.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/native/signature_make.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/wss/envelope.hpp"

namespace sluis::crash_test {
namespace {

constexpr auto kPhysician = "72051999381";
constexpr auto kPhysicianNihii = "19997638004";
constexpr auto kIdentification = "urn:be:fgov:identification-namespace";
constexpr auto kCertified = "urn:be:fgov:certified-namespace:ehealth";

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().log_text());
  return std::move(*result);
}

native::Credential credential(const std::string& name, core::Instant now) {
  const auto key = native::PrivateKey::generate_rsa(2048);
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Throw-away crash test"}, {"CN", name}};
  request.not_before = now - std::chrono::hours(24);
  request.not_after = now + std::chrono::hours(24 * 30);
  return {key, native::make_certificate(request, key.public_key(), key, nullptr), {}};
}

std::string id(const std::string& scheme, const std::string& value) {
  return "<id S=\"" + scheme + "\" SV=\"1.0\">" + value + "</id>";
}

std::string in(const std::string& prefix, std::string element) {
  for (const auto* tag : {"<", "</"}) {
    const std::string from = std::string(tag) + "id";
    if (const auto at = element.find(from); at != std::string::npos) element.replace(at, from.size(), tag + prefix + ":id");
  }
  return element;
}

std::string physician_party(const std::string& prefix) {
  return in(prefix, id("ID-HCPARTY", kPhysicianNihii)) + in(prefix, id("INSS", kPhysician)) + "<" + prefix +
         ":cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</" + prefix + ":cd>";
}

std::string name_of(Callers::Act act) {
  using enum Callers::Act;
  switch (act) {
    case PutConsent: return "PutPatientConsent";
    case RevokeConsent: return "RevokePatientConsent";
    case PutLink: return "PutTherapeuticLink";
    case RevokeLink: return "RevokeTherapeuticLink";
    case PutExclusion: return "PutTherapeuticExclusion";
    default: return "RevokeTherapeuticExclusion";
  }
}

// A valid number of an identity card, the same for everybody.
std::string card() {
  constexpr long kBody = 5910000001L;
  char text[16];
  std::snprintf(text, sizeof text, "%010ld%02ld", kBody, kBody % 97 == 0 ? 97 : kBody % 97);
  return text;
}

std::string content_of(Callers::Act act, const std::string& patient, const std::string& today) {
  using enum Callers::Act;
  const auto read_card = Callers::is_by_physician(act) ? in("c", id("EID-CARDNO", card())) : std::string{};
  const auto whom = "<c:patient>" + in("c", id("INSS", patient)) + read_card + "<c:firstname>Anna</c:firstname><c:familyname>Testpersoon</c:familyname></c:patient>";
  switch (act) {
    case PutConsent:
      return "<c:consent>" + whom + "<c:cd S=\"CD-CONSENTTYPE\" SV=\"1.0\">retrospective</c:cd><c:signdate>" + today + "</c:signdate></c:consent>";
    case RevokeConsent:
      return "<c:consent>" + whom + "<c:cd S=\"CD-CONSENTTYPE\" SV=\"1.0\">retrospective</c:cd><c:signdate>" + today + "</c:signdate><c:revokedate>" +
             today + "</c:revokedate></c:consent>";
    case PutLink:
    case RevokeLink:
      return "<c:therapeuticlink>" + whom + "<c:hcparty>" + physician_party("c") +
             "</c:hcparty><c:cd S=\"CD-THERAPEUTICLINKTYPE\" SV=\"1.1\">gpconsultation</c:cd></c:therapeuticlink>";
    default:
      return "<c:therapeuticexclusion>" + whom + "<c:hcparty>" + in("k", id("INSS", kPhysician)) +
             "<k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd></c:hcparty></c:therapeuticexclusion>";
  }
}

}  // namespace

Callers::Callers(core::Random& random, const core::Clock& clock)
    : random_(random), clock_(clock), sts_(credential("crash token service", clock.now())), holder_(credential("crash holder", clock.now())),
      physician_(token(kPhysician, true)) {}

std::string Callers::patient(int n) {
  const long body = 900101000L + n;
  char text[16];
  std::snprintf(text, sizeof text, "%09ld%02ld", body, 97 - body % 97);
  return text;
}

Callers::Token Callers::token_of_patient(int n) const { return token(patient(n), false); }

Callers::Token Callers::token(const std::string& ssin, bool physician) const {
  std::vector<sandbox::TokenAttribute> attributes{{"urn:be:fgov:person:ssin", kIdentification, {ssin}},
                                                  {"urn:be:fgov:ehealth:1.0:certificateholder:person:ssin", kIdentification, {ssin}}};
  if (physician) {
    attributes.push_back({"urn:be:fgov:person:ssin:doctor:boolean", kCertified, {"true"}});
    attributes.push_back({"urn:be:fgov:person:ssin:ehealth:1.0:doctor:nihii11", kCertified, {kPhysicianNihii}});
    attributes.push_back({"urn:be:fgov:person:ssin:ehealth:1.0:fpsph:doctor:boolean", kCertified, {"true"}});
  }
  const auto now = clock_.now();
  const auto name = "_" + core::random_hex(random_, 16);
  return {name, must(sandbox::make_assertion({name, now, now - std::chrono::minutes(1), now + std::chrono::hours(10), holder_.certificate, attributes}, sts_))};
}

std::string Callers::path_of(Act act) {
  if (is_by_physician(act)) return "/TherLink/v1";
  return act == Act::PutConsent || act == Act::RevokeConsent ? "/Consent/v1" : "/TherapeuticExclusion/v1";
}

std::string Callers::request_id(Act act, int patient, const std::string& unique) {
  return (is_by_physician(act) ? std::string(kPhysicianNihii) : Callers::patient(patient)) + "." + unique;
}

std::string Callers::message(Act act, int patient, const std::string& unique, const Token& token) const {
  const auto now = clock_.now();
  const auto today = core::to_text(core::brussels_date(now));
  const auto whom = Callers::patient(patient);
  const auto author = is_by_physician(act)
                          ? "<k:hcparty>" + in("k", id("ID-HCPARTY", kPhysicianNihii)) + in("k", id("INSS", kPhysician)) +
                                "<k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd></k:hcparty>"
                          : "<k:hcparty><k:id S=\"LOCAL\" SV=\"1.0\" SL=\"application_ID\">crash</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">application</k:cd>"
                            "<k:name>Patient portal</k:name></k:hcparty><c:patient>" + in("c", id("INSS", whom)) + "</c:patient>";
  const auto proof = is_by_physician(act) ? "<c:proof><c:cd S=\"CD-PROOFTYPE\" SV=\"1.1\">eidreading</c:cd></c:proof>" : "";
  const auto root = name_of(act) + "Request";
  const auto body = "<p:" + root + " xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v2\" xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\" "
                    "xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><c:request>" +
                    in("c", "<id S=\"ID-KMEHR\" SV=\"1.0\">" + request_id(act, patient, unique) + "</id>") + "<c:author>" + author + "</c:author><c:date>" + today +
                    "</c:date><c:time>" + core::brussels_time(now) + "</c:time></c:request>" + content_of(act, whom, today) + proof + "</p:" + root + ">";
  const auto document = must(native::Document::parse(body));
  return must(mappings::wss::token_envelope(native::canonical(document.root()), token.text, token.id, holder_.key, {now, random_, std::chrono::seconds(300)}));
}

}  // namespace sluis::crash_test
