#include "gateway/native/ocsp.hpp"

#include <openssl/objects.h>
#include <openssl/ocsp.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using RequestHandle = std::unique_ptr<OCSP_REQUEST, FreeWith<OCSP_REQUEST_free>>;
using ResponseHandle = std::unique_ptr<OCSP_RESPONSE, FreeWith<OCSP_RESPONSE_free>>;
using BasicHandle = std::unique_ptr<OCSP_BASICRESP, FreeWith<OCSP_BASICRESP_free>>;
using IdHandle = std::unique_ptr<OCSP_CERTID, FreeWith<OCSP_CERTID_free>>;
using StoreHandle = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;

constexpr int kSecurityLevel = 2;  // as for every chain

Fault refused(const std::string& why) { return Fault(FaultId::NetworkAnswerRefused, "OCSP answer: " + why); }

std::optional<core::Instant> instant_of(const ASN1_GENERALIZEDTIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

// SHA-1 names the issuer only; it is what every responder understands (RFC 5019 section 2.1.1).
IdHandle id_of(const Certificate& certificate, const Certificate& issuer) {
  return IdHandle(OCSP_cert_to_id(EVP_sha1(), x509_of(certificate), x509_of(issuer)));
}

bool is_strong(const X509_ALGOR* signature) {
  const ASN1_OBJECT* name = nullptr;
  X509_ALGOR_get0(&name, nullptr, nullptr, signature);
  int digest = NID_undef;
  if (OBJ_find_sigid_algs(OBJ_obj2nid(name), &digest, nullptr) != 1) return false;
  constexpr std::array kSha2{NID_sha256, NID_sha384, NID_sha512};
  return std::ranges::find(kSha2, digest) != kSha2.end();
}

// The responder is the issuer, or has a certificate of the issuer's for this; nobody else's word counts (RFC 6960 section 4.2.2.2).
Status check_signature(OCSP_BASICRESP* answer, const Certificate& issuer, core::Instant at) {
  if (!is_strong(OCSP_resp_get0_tbs_sigalg(answer))) return refused("signed with an algorithm that is not allowed");
  const StoreHandle store(X509_STORE_new());
  if (!store) throw std::bad_alloc();
  X509_STORE_add_cert(store.get(), x509_of(issuer));
  auto* rules = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_auth_level(rules, kSecurityLevel);
  X509_VERIFY_PARAM_set_time(rules, std::chrono::system_clock::to_time_t(at));
  const auto known = stack_of({issuer});
  if (OCSP_basic_verify(answer, known.get(), store.get(), OCSP_NOEXPLICIT) == 1) return Done{};
  return refused("not signed by the issuer or a responder of his: " + openssl_reason());
}

Status check_nonce(OCSP_BASICRESP* answer, std::string_view request) {
  if (request.empty()) return Done{};
  const auto* at = reinterpret_cast<const unsigned char*>(request.data());
  const RequestHandle asked(d2i_OCSP_REQUEST(nullptr, &at, static_cast<long>(request.size())));
  if (!asked) return Fault(FaultId::Internal, "our own OCSP question can't be read");
  constexpr int kDifferent = 0;
  if (OCSP_check_nonce(asked.get(), answer) == kDifferent) return refused("the answer to another question");
  return Done{};
}

}  // namespace

Result<std::string> make_ocsp_request(const Certificate& certificate, const Certificate& issuer) {
  const auto failed = [] { return Fault(FaultId::Internal, "an OCSP question can't be made: " + openssl_reason()); };
  const RequestHandle request(OCSP_REQUEST_new());
  auto id = id_of(certificate, issuer);
  if (!request || !id || OCSP_request_add0_id(request.get(), id.get()) == nullptr) return failed();
  static_cast<void>(id.release());  // the request's now
  if (OCSP_request_add1_nonce(request.get(), nullptr, -1) != 1) return failed();
  const int size = i2d_OCSP_REQUEST(request.get(), nullptr);
  if (size <= 0) return failed();
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* at = reinterpret_cast<unsigned char*>(der.data());
  i2d_OCSP_REQUEST(request.get(), &at);
  return der;
}

Result<OcspAnswer> read_ocsp_answer(std::string_view bytes, const Certificate& certificate, const Certificate& issuer,
                                    std::string_view request, core::Instant at) {
  const auto* next = reinterpret_cast<const unsigned char*>(bytes.data());
  const ResponseHandle response(d2i_OCSP_RESPONSE(nullptr, &next, static_cast<long>(bytes.size())));
  ERR_clear_error();
  if (!response) return refused("not one");
  if (const int status = OCSP_response_status(response.get()); status != OCSP_RESPONSE_STATUS_SUCCESSFUL)
    return refused(std::string("the responder says ") + OCSP_response_status_str(status));
  const BasicHandle answer(OCSP_response_get1_basic(response.get()));
  if (!answer) return refused("not a basic one");
  if (auto fine = check_signature(answer.get(), issuer, at); !fine) return std::move(fine).error();
  if (auto fine = check_nonce(answer.get(), request); !fine) return std::move(fine).error();
  const auto id = id_of(certificate, issuer);
  int status = 0;
  int reason = 0;
  ASN1_GENERALIZEDTIME* revoked = nullptr;
  ASN1_GENERALIZEDTIME* from = nullptr;
  ASN1_GENERALIZEDTIME* until = nullptr;
  if (!id || OCSP_resp_find_status(answer.get(), id.get(), &status, &reason, &revoked, &from, &until) != 1)
    return refused("about another certificate");
  const auto this_update = instant_of(from);
  if (!this_update) return refused("it doesn't say of when it is");
  const auto meaning = status == V_OCSP_CERTSTATUS_GOOD      ? OcspStatus::Good
                       : status == V_OCSP_CERTSTATUS_REVOKED ? OcspStatus::Revoked
                                                             : OcspStatus::Unknown;
  return OcspAnswer{meaning, *this_update, instant_of(until), instant_of(revoked)};
}

}  // namespace sluis::native
