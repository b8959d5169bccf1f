#include "tests/fence/people.hpp"

#include <cstdio>
#include <map>
#include <stdexcept>

#include "adapters/ehealth/simulator/assertion.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/security/deflated_token.hpp"
#include "mappings/wss/envelope.hpp"

namespace sluis::fence {
namespace {

constexpr auto kDoctor = "72051999381";
constexpr auto kDoctorNihii = "19997638004";
constexpr auto kIdentification = "urn:be:fgov:identification-namespace";
constexpr auto kCertified = "urn:be:fgov:certified-namespace:ehealth";

native::Credential credential(const std::string& name, core::Instant now) {
  const auto key = native::PrivateKey::generate_rsa(2048);
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Throw-away fence"}, {"CN", name}};
  request.not_before = now - std::chrono::hours(24);
  request.not_after = now + std::chrono::hours(24 * 30);
  return {key, native::make_certificate(request, key.public_key(), key, nullptr), {}};
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().log_text());
  return std::move(*result);
}

std::string patient_number(int n) {
  char text[48];
  std::snprintf(text, sizeof text, "9001%02d%03d", n / 900 + 1, n % 900 + 1);
  std::snprintf(text + 9, sizeof text - 9, "%02ld", 97 - std::stol(std::string(text, 9)) % 97);
  return text;
}

// Body elements; every one begins with the request.
std::string request(const std::string& id, const std::string& author, core::Instant now) {
  return "<c:request><c:id S=\"ID-KMEHR\" SV=\"1.0\">" + id + "</c:id><c:author>" + author + "</c:author><c:date>" +
         core::to_text(core::brussels_date(now)) + "</c:date><c:time>" + core::brussels_time(now) + "</c:time></c:request>";
}

std::string by_patient(const std::string& ssin) {
  return "<k:hcparty><k:id S=\"LOCAL\" SV=\"1.0\" SL=\"application_ID\">fence</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">application</k:cd>"
         "<k:name>Patient portal</k:name></k:hcparty><c:patient><c:id S=\"INSS\" SV=\"1.0\">" + ssin + "</c:id></c:patient>";
}

std::string by_doctor() {
  return std::string("<k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">") + kDoctorNihii + "</k:id><k:id S=\"INSS\" SV=\"1.0\">" + kDoctor +
         "</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd><k:firstname>Gert</k:firstname><k:familyname>Huisarts</k:familyname></k:hcparty>";
}

std::string card_of(const std::string& ssin) {
  return "<c:patient><c:id S=\"INSS\" SV=\"1.0\">" + ssin + "</c:id><c:id S=\"EID-CARDNO\" SV=\"1.0\">599000001748</c:id>"
         "<c:firstname>Anna</c:firstname><c:familyname>Testpersoon</c:familyname></c:patient>";
}

std::string consent_of(const std::string& ssin, const std::string& day, bool revoked) {
  return "<c:consent>" + card_of(ssin) + "<c:cd S=\"CD-CONSENTTYPE\" SV=\"1.0\">retrospective</c:cd><c:signdate>" + day + "</c:signdate>" +
         (revoked ? "<c:revokedate>" + day + "</c:revokedate>" : "") + "</c:consent>";
}

std::string link_of(const std::string& ssin) {
  return "<c:therapeuticlink>" + card_of(ssin) + "<c:hcparty><c:id S=\"ID-HCPARTY\" SV=\"1.0\">" + kDoctorNihii +
         "</c:id><c:id S=\"INSS\" SV=\"1.0\">" + kDoctor + "</c:id><c:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</c:cd></c:hcparty>"
         "<c:cd S=\"CD-THERAPEUTICLINKTYPE\" SV=\"1.1\">gpconsultation</c:cd></c:therapeuticlink>"
         "<c:proof><c:cd S=\"CD-PROOFTYPE\" SV=\"1.1\">eidreading</c:cd></c:proof>";
}

std::string exclusion_of(const std::string& ssin) {
  return "<c:therapeuticexclusion><c:patient><c:id S=\"INSS\" SV=\"1.0\">" + ssin + "</c:id></c:patient><c:hcparty><k:id S=\"INSS\" SV=\"1.0\">" +
         kDoctor + "</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd></c:hcparty></c:therapeuticexclusion>";
}

std::string element(const std::string& operation, const std::string& content) {
  const auto name = "p:" + operation + "Request";
  return "<" + name + " xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v2\" xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\""
         " xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\">" + content + "</" + name + ">";
}

struct Service {
  const char* path;
  const char* operation;
};

const std::map<Act, Service> kServices{{Act::PutConsent, {"/Consent/v1", "PutPatientConsent"}},
                                       {Act::RevokeConsent, {"/Consent/v1", "RevokePatientConsent"}},
                                       {Act::PutLink, {"/TherLink/v1", "PutTherapeuticLink"}},
                                       {Act::PutExclusion, {"/TherapeuticExclusion/v1", "PutTherapeuticExclusion"}},
                                       {Act::RevokeExclusion, {"/TherapeuticExclusion/v1", "RevokeTherapeuticExclusion"}}};

}  // namespace

People::People(int patients, core::Instant now) : sts_(credential("fence token service", now)), holder_(credential("fence holder", now)) {
  physician_ = speaker(kDoctor, true, now);
  authorization_ = security::authorization_of_token(physician_.assertion);
  for (int i = 0; i < patients; ++i) {
    const auto ssin = patient_number(i);
    patients_.push_back({ssin, speaker(ssin, false, now)});
  }
}

People::Speaker People::speaker(const std::string& ssin, bool physician, core::Instant now) const {
  std::vector<sandbox::TokenAttribute> attributes{{"urn:be:fgov:person:ssin", kIdentification, {ssin}},
                                                  {"urn:be:fgov:ehealth:1.0:certificateholder:person:ssin", kIdentification, {ssin}}};
  if (physician) {
    attributes.push_back({"urn:be:fgov:person:ssin:doctor:boolean", kCertified, {"true"}});
    attributes.push_back({"urn:be:fgov:person:ssin:ehealth:1.0:doctor:nihii11", kCertified, {kDoctorNihii}});
    attributes.push_back({"urn:be:fgov:person:ssin:ehealth:1.0:fpsph:doctor:boolean", kCertified, {"true"}});
  }
  const auto id = "_" + core::random_hex(random_, 16);
  return {id, must(sandbox::make_assertion({id, now, now - std::chrono::minutes(1), now + std::chrono::hours(20), holder_.certificate, attributes}, sts_))};
}

People::Letter People::letter(Act act, int number) const {
  const auto& patient = patients_[static_cast<std::size_t>(number)];
  const auto now = core::SystemClock{}.now();
  const auto day = core::to_text(core::brussels_date(now));
  const bool by_physician = act == Act::PutLink;
  const auto id = (by_physician ? std::string(kDoctorNihii) : patient.ssin) + "." + core::random_hex(random_, 8);
  auto content = request(id, by_physician ? by_doctor() : by_patient(patient.ssin), now);
  switch (act) {
    case Act::PutConsent: content += consent_of(patient.ssin, day, false); break;
    case Act::RevokeConsent: content += consent_of(patient.ssin, day, true); break;
    case Act::PutLink: content += link_of(patient.ssin); break;
    case Act::PutExclusion:
    case Act::RevokeExclusion: content += exclusion_of(patient.ssin); break;
  }
  const auto& service = kServices.at(act);
  const auto& by = by_physician ? physician_ : patient.speaker;
  const auto body = must(mappings::wss::canonical_element(element(service.operation, content)));
  return {service.path, must(mappings::wss::token_envelope(body, by.assertion, by.id, holder_.key, {now, random_, std::chrono::seconds(300)}))};
}

std::string People::questions(const std::vector<int>& patients) const {
  std::string text = "{\"questions\":[";
  for (const auto number : patients) {
    if (text.back() == '}') text += ",";
    text += std::string("{\"caller\":{\"ssin\":\"") + kDoctor + "\",\"nihii\":\"" + kDoctorNihii +
            "\",\"category\":\"persphysician\"},\"patient\":{\"ssin\":\"" + patients_[static_cast<std::size_t>(number)].ssin +
            "\"},\"source\":\"hub:1999990144\",\"category\":\"labresult\",\"action\":\"read\"}";
  }
  return text + "]}";
}

}  // namespace sluis::fence
