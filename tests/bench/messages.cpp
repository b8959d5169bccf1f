#include "tests/bench/messages.hpp"

#include "adapters/ehealth/simulator/assertion.hpp"
#include "gateway/core/calendar.hpp"
#include "mappings/wss/envelope.hpp"

namespace sluis::bench {
namespace {

constexpr auto kSsin = "72051999381";
constexpr auto kNihii = "19997638004";
constexpr auto kPatient = "85073099833";
constexpr auto kIdentification = "urn:be:fgov:identification-namespace";
constexpr auto kCertified = "urn:be:fgov:certified-namespace:ehealth";

native::Credential credential(const std::string& name, core::Instant now) {
  const auto key = native::PrivateKey::generate_rsa(2048);
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Throw-away bench"}, {"CN", name}};
  request.not_before = now - std::chrono::hours(24);
  request.not_after = now + std::chrono::hours(24 * 30);
  return {key, native::make_certificate(request, key.public_key(), key, nullptr), {}};
}

std::vector<sandbox::TokenAttribute> attributes() {
  return {{"urn:be:fgov:person:ssin", kIdentification, {kSsin}},
          {"urn:be:fgov:ehealth:1.0:certificateholder:person:ssin", kIdentification, {kSsin}},
          {"urn:be:fgov:person:ssin:doctor:boolean", kCertified, {"true"}},
          {"urn:be:fgov:person:ssin:ehealth:1.0:doctor:nihii11", kCertified, {kNihii}},
          {"urn:be:fgov:person:ssin:ehealth:1.0:fpsph:doctor:boolean", kCertified, {"true"}}};
}

std::string payload(int number, std::size_t bytes, core::Instant now) {
  std::string names;
  while (names.size() < bytes) names += "Anna Maria Josefina Carolina Wilhelmina ";
  return "<p:GetPatientConsentRequest xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v2\">"
         "<c:request xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\"><c:id S=\"ID-KMEHR\" SV=\"1.0\">" +
         std::string(kNihii) + "." + std::to_string(number) +
         "</c:id><c:author><k:hcparty xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\">"
         "<k:id S=\"ID-HCPARTY\" SV=\"1.0\">" + kNihii + "</k:id><k:id S=\"INSS\" SV=\"1.0\">" + kSsin +
         "</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.1\">persphysician</k:cd></k:hcparty></c:author><c:date>" +
         core::to_text(core::brussels_date(now)) + "</c:date><c:time>" + core::brussels_time(now) +
         "</c:time></c:request><c:select xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\"><c:patient>"
         "<c:id S=\"INSS\" SV=\"1.0\">" + kPatient + "</c:id>" + "<c:firstname>" + names + "</c:firstname>"
         "<c:familyname>Testpersoon</c:familyname></c:patient></c:select></p:GetPatientConsentRequest>";
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().log_text());
  return std::move(*result);
}

}  // namespace

Speakers::Speakers(int sessions, core::Random& random, core::Instant now)
    : sts_(credential("bench token service", now)), holder_(credential("bench holder", now)) {
  for (int i = 0; i < sessions; ++i) {
    const auto id = "_" + core::random_hex(random, 16);
    assertions_.emplace_back(id, must(sandbox::make_assertion({id, now, now - std::chrono::minutes(1), now + std::chrono::hours(10),
                                                               holder_.certificate, attributes()}, sts_)));
  }
}

std::vector<std::string> Speakers::messages(int count, std::size_t payload_bytes, core::Random& random, core::Instant now) const {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) {
    const auto& [id, assertion] = assertions_[static_cast<std::size_t>(i) % assertions_.size()];
    all.push_back(must(mappings::wss::token_envelope(payload(i, payload_bytes, now), assertion, id, holder_.key,
                                                     {now, random, std::chrono::seconds(300)})));
  }
  return all;
}

}  // namespace sluis::bench
