#include "adapters/simulator_kit/revocation.hpp"

#include <array>

#include "gateway/native/certificate_details.hpp"
#include "gateway/native/revocation_make.hpp"

namespace sluis::sandbox {
namespace {

constexpr std::array<std::string_view, 2> kFiles{"/crl/ehealth.crl", "/crl/citizen.crl"};  // in the order of Pki::authorities
constexpr std::chrono::minutes kAge{1};
constexpr std::chrono::hours kListLife{24};
constexpr std::chrono::hours kAnswerLife{1};

native::Credential responder_of(const native::Certificate& authority, const native::PrivateKey& key) {
  const auto own = native::PrivateKey::generate_ec();
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Sluis Sandbox"}, {"CN", "OCSP responder of " + authority.common_name()}};
  request.not_before = authority.not_before();
  request.not_after = authority.not_after();
  request.key_usage = {"digitalSignature"};
  const auto plain = native::make_certificate(request, own.public_key(), key, &authority);
  return {own, native::with_extension(plain, "extendedKeyUsage", "OCSPSigning", key), {}};
}

}  // namespace

void Revocations::set(const native::Certificate& certificate, bool revoked, core::Instant at) {
  const std::lock_guard lock(mutex_);
  if (revoked) serials_.try_emplace(native::serial_of(certificate), at);
  else serials_.erase(native::serial_of(certificate));
}

std::map<std::string, core::Instant> Revocations::all() const {
  const std::lock_guard lock(mutex_);
  return serials_;
}

Answer ListService::fault() const { return {503, "text/plain", "no list\n", "fault"}; }

Answer ListService::answer(const Question& question) {
  if (question.method != "GET") return {405, "text/plain", "GET\n", "not GET"};
  for (std::size_t i = 0; i < kFiles.size(); ++i) {
    if (question.path != kFiles[i]) continue;
    const auto now = clock_.now();
    native::RevocationListRequest list{now - kAge, now - kAge + kListLife, {}, 1, false};
    for (const auto& [serial, at] : revocations_.all()) list.revoked.push_back({serial, at});
    list.number = static_cast<unsigned>(std::chrono::floor<std::chrono::minutes>(now.time_since_epoch()).count());
    return {200, "application/pkix-crl", native::make_revocation_list(list, pki_.authorities()[i], pki_.issuing_keys[i]), ""};
  }
  return {404, "text/plain", "no such list\n", "unknown path"};
}

OcspService::OcspService(const Pki& pki, const Revocations& revocations, const core::Clock& clock)
    : pki_(pki), revocations_(revocations), clock_(clock) {
  const auto authorities = pki.authorities();
  for (std::size_t i = 0; i < authorities.size(); ++i) responders_.push_back(responder_of(authorities[i], pki.issuing_keys[i]));
}

Answer OcspService::fault() const { return {503, "text/plain", "try later\n", "fault"}; }

Answer OcspService::answer(const Question& question) {
  if (question.method != "POST") return {405, "text/plain", "POST\n", "not POST"};
  const auto authorities = pki_.authorities();
  const auto asked = native::asked_issuer(question.body, authorities).value_or(0);
  const auto now = clock_.now();
  const auto revoked = revocations_.all();
  const native::OcspDesk desk{responders_[asked], {authorities[asked]}, [&](const std::string& serial) {
    const auto found = revoked.find(serial);
    const bool listed = found != revoked.end();
    return native::OcspAnswer{listed ? native::OcspStatus::Revoked : native::OcspStatus::Good, now - kAge, now - kAge + kAnswerLife,
                              listed ? std::optional(found->second) : std::nullopt};
  }, true};
  return {200, "application/ocsp-response", native::make_ocsp_answer(question.body, desk), ""};
}

}  // namespace sluis::sandbox
