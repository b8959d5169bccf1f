#include "gateway/native/revocation_make.hpp"

#include <openssl/bn.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using BignumHandle = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using NumberHandle = std::unique_ptr<ASN1_INTEGER, FreeWith<ASN1_INTEGER_free>>;
using TimeHandle = std::unique_ptr<ASN1_TIME, FreeWith<ASN1_TIME_free>>;
using ListHandle = std::unique_ptr<X509_CRL, FreeWith<X509_CRL_free>>;
using EntryHandle = std::unique_ptr<X509_REVOKED, FreeWith<X509_REVOKED_free>>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;
using RequestHandle = std::unique_ptr<OCSP_REQUEST, FreeWith<OCSP_REQUEST_free>>;
using ResponseHandle = std::unique_ptr<OCSP_RESPONSE, FreeWith<OCSP_RESPONSE_free>>;
using BasicHandle = std::unique_ptr<OCSP_BASICRESP, FreeWith<OCSP_BASICRESP_free>>;
using IdHandle = std::unique_ptr<OCSP_CERTID, FreeWith<OCSP_CERTID_free>>;

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("revocation can't be told, ") + what + ": " + openssl_reason());
}

TimeHandle time_of(core::Instant at) {
  TimeHandle time(ASN1_TIME_set(nullptr, std::chrono::system_clock::to_time_t(at)));
  require(time != nullptr, "time");
  return time;
}

std::string hex_of(const ASN1_INTEGER* number) {
  const BignumHandle value(ASN1_INTEGER_to_BN(number, nullptr));
  const std::unique_ptr<char, decltype([](char* t) { OPENSSL_free(t); })> text(value ? BN_bn2hex(value.get()) : nullptr);
  return text ? text.get() : "";
}

template <class T>
std::string der_of(T* object, int (*encode)(const T*, unsigned char**)) {
  const int size = encode(object, nullptr);
  require(size > 0, "encoding");
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* at = reinterpret_cast<unsigned char*>(der.data());
  encode(object, &at);
  return der;
}

void add_entry(X509_CRL* list, const RevokedSerial& revoked) {
  EntryHandle entry(X509_REVOKED_new());
  BIGNUM* number = nullptr;
  require(BN_hex2bn(&number, revoked.serial.c_str()) > 0, "serial number");
  const BignumHandle value(number);
  const NumberHandle serial(BN_to_ASN1_INTEGER(number, nullptr));
  require(entry && serial && X509_REVOKED_set_serialNumber(entry.get(), serial.get()) == 1, "serial number");
  require(X509_REVOKED_set_revocationDate(entry.get(), time_of(revoked.at).get()) == 1, "time");
  require(X509_CRL_add0_revoked(list, entry.get()) == 1, "entry");
  static_cast<void>(entry.release());  // the list's now
}

ResponseHandle failure(int status) { return ResponseHandle(OCSP_response_create(status, nullptr)); }

// Whether the question is about a certificate of one of the issuers.
bool is_ours(OCSP_CERTID* id, const std::vector<Certificate>& issuers) {
  for (const auto& issuer : issuers) {
    const IdHandle own(OCSP_cert_to_id(EVP_sha1(), nullptr, x509_of(issuer)));
    if (own && OCSP_id_issuer_cmp(own.get(), id) == 0) return true;
  }
  return false;
}

void answer_one(OCSP_BASICRESP* basic, OCSP_CERTID* id, const OcspDesk& desk) {
  ASN1_INTEGER* serial = nullptr;
  OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial, id);
  auto said = desk.lookup(hex_of(serial));
  if (!is_ours(id, desk.issuers)) said.status = OcspStatus::Unknown;
  const int status = said.status == OcspStatus::Good      ? V_OCSP_CERTSTATUS_GOOD
                     : said.status == OcspStatus::Revoked ? V_OCSP_CERTSTATUS_REVOKED
                                                          : V_OCSP_CERTSTATUS_UNKNOWN;
  const auto revoked = said.revoked ? time_of(*said.revoked) : nullptr;
  const auto next = said.next_update ? time_of(*said.next_update) : nullptr;
  require(OCSP_basic_add1_status(basic, id, status, OCSP_REVOKED_STATUS_NOSTATUS, revoked.get(), time_of(said.this_update).get(), next.get()) != nullptr, "status");
}

}  // namespace

std::string make_revocation_list(const RevocationListRequest& request, const Certificate& issuer, const PrivateKey& key) {
  const ListHandle list(X509_CRL_new());
  require(list && X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1, "version");
  require(X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(x509_of(issuer))) == 1, "issuer");
  require(X509_CRL_set1_lastUpdate(list.get(), time_of(request.this_update).get()) == 1, "thisUpdate");
  if (request.next_update) require(X509_CRL_set1_nextUpdate(list.get(), time_of(*request.next_update).get()) == 1, "nextUpdate");
  for (const auto& revoked : request.revoked) add_entry(list.get(), revoked);
  const NumberHandle number(ASN1_INTEGER_new());
  require(number && ASN1_INTEGER_set_uint64(number.get(), request.number) == 1, "number");
  require(X509_CRL_add1_ext_i2d(list.get(), NID_crl_number, number.get(), 0, 0) == 1, "number");
  if (request.delta) require(X509_CRL_add1_ext_i2d(list.get(), NID_delta_crl, number.get(), 1, 0) == 1, "delta");
  X509_CRL_sort(list.get());
  require(X509_CRL_sign(list.get(), pkey_of(key), EVP_sha256()) > 0, "signature");
  return der_of<X509_CRL>(list.get(), i2d_X509_CRL);
}

std::string make_ocsp_answer(std::string_view bytes, const OcspDesk& desk) {
  const auto* next = reinterpret_cast<const unsigned char*>(bytes.data());
  const RequestHandle request(d2i_OCSP_REQUEST(nullptr, &next, static_cast<long>(bytes.size())));
  ERR_clear_error();
  ResponseHandle response;
  if (!request || OCSP_request_onereq_count(request.get()) < 1) {
    response = failure(OCSP_RESPONSE_STATUS_MALFORMEDREQUEST);
  } else {
    const BasicHandle basic(OCSP_BASICRESP_new());
    require(basic != nullptr, "answer");
    for (int i = 0; i < OCSP_request_onereq_count(request.get()); ++i)
      answer_one(basic.get(), OCSP_onereq_get0_id(OCSP_request_onereq_get0(request.get(), i)), desk);
    if (desk.repeat_nonce) OCSP_copy_nonce(basic.get(), request.get());
    require(OCSP_basic_sign(basic.get(), x509_of(desk.responder.certificate), pkey_of(desk.responder.key), EVP_sha256(), nullptr, 0) == 1, "signature");
    response.reset(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()));
  }
  require(response != nullptr, "answer");
  return der_of<OCSP_RESPONSE>(response.get(), i2d_OCSP_RESPONSE);
}

std::optional<std::size_t> asked_issuer(std::string_view bytes, const std::vector<Certificate>& issuers) {
  const auto* next = reinterpret_cast<const unsigned char*>(bytes.data());
  const RequestHandle request(d2i_OCSP_REQUEST(nullptr, &next, static_cast<long>(bytes.size())));
  ERR_clear_error();
  if (!request || OCSP_request_onereq_count(request.get()) < 1) return std::nullopt;
  auto* id = OCSP_onereq_get0_id(OCSP_request_onereq_get0(request.get(), 0));
  for (std::size_t i = 0; i < issuers.size(); ++i)
    if (is_ours(id, {issuers[i]})) return i;
  return std::nullopt;
}

Certificate with_extension(const Certificate& certificate, const std::string& name, const std::string& value, const PrivateKey& signer) {
  std::shared_ptr<X509> copy(X509_dup(x509_of(certificate)), [](X509* c) { X509_free(c); });
  X509V3_CTX context;
  X509V3_set_ctx(&context, copy.get(), copy.get(), nullptr, nullptr, 0);
  const ExtensionHandle extension(X509V3_EXT_nconf(nullptr, &context, name.c_str(), value.c_str()));
  require(copy && extension && X509_add_ext(copy.get(), extension.get(), -1) == 1, name.c_str());
  require(X509_sign(copy.get(), pkey_of(signer), EVP_sha256()) > 0, "signature");
  return Certificate(std::static_pointer_cast<void>(copy));
}

}  // namespace sluis::native
