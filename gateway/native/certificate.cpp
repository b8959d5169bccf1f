#include "gateway/native/certificate.hpp"

#include <openssl/pem.h>

#include <ctime>

#include "gateway/core/encoding.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

std::shared_ptr<void> shared_key(X509* x509) {
  return {X509_get_pubkey(x509), [](EVP_PKEY* key) { EVP_PKEY_free(key); }};
}

std::string name_text(const X509_NAME* name) {
  constexpr unsigned long kFlags =
      (ASN1_STRFLGS_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) | XN_FLAG_SEP_CPLUS_SPC | XN_FLAG_FN_SN;
  const auto out = memory_to_write();
  X509_NAME_print_ex(out.get(), name, 0, kFlags);
  return std::string(written(out));
}

std::vector<std::string> name_values(const X509_NAME* name, int nid) {
  std::vector<std::string> values;
  for (int at = X509_NAME_get_index_by_NID(name, nid, -1); at >= 0; at = X509_NAME_get_index_by_NID(name, nid, at)) {
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (size < 0) continue;
    values.emplace_back(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
    OPENSSL_free(utf8);
  }
  return values;
}

std::string first_or_empty(std::vector<std::string> values) { return values.empty() ? std::string{} : std::move(values[0]); }

core::Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

Result<Certificate> adopt(X509* x509, const char* what) {
  if (x509 == nullptr) return Fault(FaultId::KeyUnreadable, std::string(what) + ": " + openssl_reason());
  Certificate certificate(std::shared_ptr<void>(x509, [](X509* c) { X509_free(c); }));
  if (certificate.key().raw() == nullptr)
    return Fault(FaultId::KeyUnreadable, "the certificate's public key can't be decoded: " + openssl_reason());
  return certificate;
}

}  // namespace

KeyKind PublicKey::kind() const {
  if (!handle_) return KeyKind::Other;
  switch (EVP_PKEY_get_base_id(pkey_of(*this))) {
    case EVP_PKEY_RSA: return KeyKind::Rsa;
    case EVP_PKEY_EC: return KeyKind::Ec;
    default: return KeyKind::Other;
  }
}

int PublicKey::bits() const { return handle_ ? EVP_PKEY_get_bits(pkey_of(*this)) : 0; }

bool PublicKey::operator==(const PublicKey& other) const {
  return handle_ && other.handle_ && EVP_PKEY_eq(pkey_of(*this), pkey_of(other)) == 1;
}

Certificate::Certificate(std::shared_ptr<void> x509)
    : handle_(std::move(x509)), key_(shared_key(static_cast<X509*>(handle_.get()))) {}

Result<Certificate> Certificate::from_pem(std::string_view pem) {
  const auto bio = memory_to_read(pem);
  return adopt(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), "no certificate in the PEM text");
}

Result<std::vector<Certificate>> Certificate::all_from_pem(std::string_view pem) {
  const auto bio = memory_to_read(pem);
  std::vector<Certificate> all;
  while (X509* next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    auto certificate = adopt(next, "");
    if (!certificate) return std::move(certificate).error();
    all.push_back(*std::move(certificate));
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  const auto reason = openssl_reason();
  if (!at_end || all.empty()) return Fault(FaultId::KeyUnreadable, "no readable certificate in the PEM text: " + reason);
  return all;
}

Result<Certificate> Certificate::from_der(std::span<const std::uint8_t> der) {
  const auto* at = der.data();
  auto certificate = adopt(d2i_X509(nullptr, &at, static_cast<long>(der.size())), "not a DER certificate");
  if (certificate && at != der.data() + der.size())
    return Fault(FaultId::KeyUnreadable, "bytes follow the DER certificate");
  return certificate;
}

Result<Certificate> Certificate::from_base64(std::string_view text) {
  const auto der = core::from_base64(text);
  if (!der) return Fault(FaultId::KeyUnreadable, "the certificate is not base64");
  return from_der(*der);
}

Result<std::vector<Certificate>> Certificate::load(const std::string& path) {
  const auto pem = read_key_file(path);
  if (!pem) return pem.error();
  auto all = all_from_pem(*pem);
  if (!all) return Fault(FaultId::KeyUnreadable, path + ": " + all.error().log_text());
  return all;
}

std::string Certificate::subject() const { return name_text(X509_get_subject_name(x509_of(*this))); }
std::string Certificate::issuer() const { return name_text(X509_get_issuer_name(x509_of(*this))); }

std::vector<std::string> Certificate::organisational_units() const {
  return name_values(X509_get_subject_name(x509_of(*this)), NID_organizationalUnitName);
}

std::string Certificate::common_name() const {
  return first_or_empty(name_values(X509_get_subject_name(x509_of(*this)), NID_commonName));
}

std::string Certificate::serial_number_attribute() const {
  return first_or_empty(name_values(X509_get_subject_name(x509_of(*this)), NID_serialNumber));
}

core::Instant Certificate::not_before() const { return instant_of(X509_get0_notBefore(x509_of(*this))); }
core::Instant Certificate::not_after() const { return instant_of(X509_get0_notAfter(x509_of(*this))); }

std::vector<std::uint8_t> Certificate::der() const {
  const int size = i2d_X509(x509_of(*this), nullptr);
  std::vector<std::uint8_t> der(size > 0 ? static_cast<std::size_t>(size) : 0);
  auto* at = der.data();
  if (size > 0) i2d_X509(x509_of(*this), &at);
  return der;
}

std::string Certificate::base64() const { return core::to_base64(std::span<const std::uint8_t>(der())); }

std::string Certificate::pem() const {
  const auto out = memory_to_write();
  PEM_write_bio_X509(out.get(), x509_of(*this));
  return std::string(written(out));
}

std::string Certificate::fingerprint() const { return sha256_hex(core::as_text(der())); }

}  // namespace sluis::native
