#include "gateway/native/cms.hpp"

#include <openssl/objects.h>
#include <openssl/rsa.h>

#include "gateway/core/encoding.hpp"
#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using TimeHandle = std::unique_ptr<ASN1_TIME, FreeWith<ASN1_TIME_free>>;

Fault cannot_seal(const char* step) { return Fault(FaultId::Internal, std::string("sealing, ") + step + ": " + openssl_reason()); }

Result<Bytes> encoded(CMS_ContentInfo* cms) {
  const int size = i2d_CMS_ContentInfo(cms, nullptr);
  if (size <= 0) return cannot_seal("encoding");
  Bytes der(static_cast<std::size_t>(size));
  auto* at = der.data();
  i2d_CMS_ContentInfo(cms, &at);
  return der;
}

// OpenSSL would write the system's time.
bool set_signing_time(CMS_SignerInfo* signer, core::Instant at) {
  const TimeHandle time(ASN1_TIME_set(nullptr, std::chrono::system_clock::to_time_t(at)));
  return time && CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, ASN1_STRING_type(time.get()), time.get(), -1) == 1;
}

bool set_pss(CMS_SignerInfo* signer) {
  auto* parameters = CMS_SignerInfo_get0_pkey_ctx(signer);
  return EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1;
}

// SignedData with the content inside; signing time, content type and digest are signed attributes.
Result<Bytes> sign(std::span<const std::uint8_t> content, const Credential& sender, core::Instant at) {
  const auto chain = stack_of(sender.chain);
  const auto data = memory_to_read(core::as_text(content));
  const CmsHandle cms(CMS_sign(nullptr, nullptr, chain.get(), nullptr, CMS_BINARY | CMS_PARTIAL));
  if (!cms) return cannot_seal("signature");
  constexpr unsigned int kSigner = CMS_BINARY | CMS_NOSMIMECAP | CMS_KEY_PARAM | CMS_PARTIAL;
  auto* signer = CMS_add1_signer(cms.get(), x509_of(sender.certificate), pkey_of(sender.key), EVP_sha256(), kSigner);
  if (signer == nullptr || !set_signing_time(signer, at) || (sender.key.kind() == KeyKind::Rsa && !set_pss(signer)) ||
      CMS_final(cms.get(), data.get(), nullptr, CMS_BINARY) != 1)
    return cannot_seal("signature");
  return encoded(cms.get());
}

bool add_key(CMS_ContentInfo* cms, const NamedKey& key) {
  auto* value = static_cast<unsigned char*>(OPENSSL_memdup(key.value.data(), key.value.size()));
  auto* id = static_cast<unsigned char*>(OPENSSL_memdup(key.id.data(), key.id.size()));
  if (value != nullptr && id != nullptr &&
      CMS_add0_recipient_key(cms, NID_undef, value, key.value.size(), id, key.id.size(), nullptr, nullptr, nullptr) != nullptr)
    return true;
  OPENSSL_free(value);
  OPENSSL_free(id);
  return false;
}

Result<Bytes> encrypt(std::span<const std::uint8_t> content, const SealFor& readers) {
  const auto data = memory_to_read(core::as_text(content));
  const CmsHandle cms(CMS_encrypt(nullptr, nullptr, EVP_aes_256_cbc(), CMS_BINARY | CMS_PARTIAL));
  if (!cms) return cannot_seal("encryption");
  for (const auto& certificate : readers.certificates)
    if (CMS_add1_recipient_cert(cms.get(), x509_of(certificate), 0) == nullptr) return cannot_seal("recipient");
  for (const auto& key : readers.keys)
    if (!add_key(cms.get(), key)) return cannot_seal("shared key");
  if (CMS_final(cms.get(), data.get(), nullptr, CMS_BINARY) != 1) return cannot_seal("encryption");
  return encoded(cms.get());
}

}  // namespace

Result<Bytes> seal(std::span<const std::uint8_t> clear, const Credential& inner, const Credential& outer, const SealFor& readers,
                   core::Instant at) {
  if (readers.certificates.empty() && readers.keys.empty()) return Fault(FaultId::Internal, "sealing: no recipient");
  for (const auto& recipient : readers.certificates)
    if (recipient.key().kind() != KeyKind::Rsa) return Fault(FaultId::KeyUnreadable, "a recipient's encryption key is not RSA");
  const auto first = sign(clear, inner, at);
  if (!first) return first.error();
  const auto encrypted = encrypt(*first, readers);
  if (!encrypted) return encrypted.error();
  return sign(*encrypted, outer, at);
}

Result<Bytes> seal(std::span<const std::uint8_t> clear, const Credential& sender, const SealFor& readers, core::Instant at) {
  return seal(clear, sender, sender, readers, at);
}

}  // namespace sluis::native
