#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("certificate can't be made, ") + what + ": " + openssl_reason());
}

using BignumHandle = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;

void set_serial(X509* x509) {
  constexpr int kBits = 127;  // positive, and at most 20 octets (RFC 5280 section 4.1.2.2)
  const BignumHandle number(BN_new());
  require(number && BN_rand(number.get(), kBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1, "serial number");
  require(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(x509)) != nullptr, "serial number");
}

void set_names(X509* x509, const CertificateRequest& request, const Certificate* issuer) {
  auto* subject = X509_get_subject_name(x509);
  for (const auto& [type, value] : request.subject) {
    const auto* text = reinterpret_cast<const unsigned char*>(value.data());
    require(X509_NAME_add_entry_by_txt(subject, type.c_str(), MBSTRING_UTF8, text, static_cast<int>(value.size()), -1, 0) == 1,
            ("subject " + type).c_str());
  }
  auto* issuer_name = issuer == nullptr ? subject : X509_get_subject_name(x509_of(*issuer));
  require(X509_set_issuer_name(x509, issuer_name) == 1, "issuer");
}

void set_times(X509* x509, const CertificateRequest& request) {
  const auto seconds = [](core::Instant at) { return std::chrono::system_clock::to_time_t(at); };
  require(ASN1_TIME_set(X509_getm_notBefore(x509), seconds(request.not_before)) != nullptr, "notBefore");
  require(ASN1_TIME_set(X509_getm_notAfter(x509), seconds(request.not_after)) != nullptr, "notAfter");
}

void add_extension(X509* x509, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
  const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  require(extension != nullptr, value.c_str());
  require(X509_add_ext(x509, extension.get(), -1) == 1, value.c_str());
}

void append(std::string& list, const std::string& item) { list += (list.empty() ? "" : ",") + item; }

void add_extensions(X509* x509, X509* issuer, const CertificateRequest& request) {
  add_extension(x509, issuer, NID_basic_constraints, request.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (!request.key_usage.empty()) {
    std::string usage = "critical";
    for (const auto& name : request.key_usage) append(usage, name);
    add_extension(x509, issuer, NID_key_usage, usage);
  }
  std::string names;
  for (const auto& name : request.dns_names) append(names, "DNS:" + name);
  for (const auto& address : request.ip_addresses) append(names, "IP:" + address);
  if (!names.empty()) add_extension(x509, issuer, NID_subject_alt_name, names);
  add_extension(x509, issuer, NID_subject_key_identifier, "hash");
  add_extension(x509, issuer, NID_authority_key_identifier, "keyid");
}

}  // namespace

Certificate make_certificate(const CertificateRequest& request, const PublicKey& subject_key, const PrivateKey& signing_key,
                             const Certificate* issuer) {
  X509Handle x509(X509_new());
  require(x509 && X509_set_version(x509.get(), X509_VERSION_3) == 1, "version");
  set_serial(x509.get());
  set_names(x509.get(), request, issuer);
  set_times(x509.get(), request);
  require(X509_set_pubkey(x509.get(), pkey_of(subject_key)) == 1, "public key");
  add_extensions(x509.get(), issuer == nullptr ? x509.get() : x509_of(*issuer), request);
  require(X509_sign(x509.get(), pkey_of(signing_key), EVP_sha256()) > 0, "signature");
  auto made = Certificate::from_der([&] {
    const int size = i2d_X509(x509.get(), nullptr);
    require(size > 0, "encoding");
    std::vector<std::uint8_t> der(static_cast<std::size_t>(size));
    auto* at = der.data();
    i2d_X509(x509.get(), &at);
    return der;
  }());
  require(made.has_value(), "reading it back");
  return *std::move(made);
}

}  // namespace sluis::native
