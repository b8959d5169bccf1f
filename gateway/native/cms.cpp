#include "gateway/native/cms.hpp"

#include <openssl/objects.h>

#include "gateway/core/encoding.hpp"
#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

Fault cannot_seal(const char* step) { return Fault(FaultId::Internal, std::string("sealing, ") + step + ": " + openssl_reason()); }

Fault refused(const std::string& step) { return Fault(FaultId::NetworkAnswerRefused, "sealed message, " + step); }

Result<Bytes> encoded(CMS_ContentInfo* cms) {
  const int size = i2d_CMS_ContentInfo(cms, nullptr);
  if (size <= 0) return cannot_seal("encoding");
  Bytes der(static_cast<std::size_t>(size));
  auto* at = der.data();
  i2d_CMS_ContentInfo(cms, &at);
  return der;
}

// SignedData with the content inside; signing time, content type and digest are signed attributes.
Result<Bytes> sign(std::span<const std::uint8_t> content, const Credential& sender) {
  const auto chain = stack_of(sender.chain);
  const auto data = memory_to_read(core::as_text(content));
  const CmsHandle cms(CMS_sign(nullptr, nullptr, chain.get(), nullptr, CMS_BINARY | CMS_PARTIAL));
  if (!cms) return cannot_seal("signature");
  constexpr unsigned int kSigner = CMS_BINARY | CMS_NOSMIMECAP;
  if (CMS_add1_signer(cms.get(), x509_of(sender.certificate), pkey_of(sender.key), EVP_sha256(), kSigner) == nullptr ||
      CMS_final(cms.get(), data.get(), nullptr, CMS_BINARY) != 1)
    return cannot_seal("signature");
  return encoded(cms.get());
}

Result<Bytes> encrypt(std::span<const std::uint8_t> content, const std::vector<Certificate>& recipients) {
  const auto stack = stack_of(recipients);
  const auto data = memory_to_read(core::as_text(content));
  const CmsHandle cms(CMS_encrypt(stack.get(), data.get(), EVP_aes_256_cbc(), CMS_BINARY));
  if (!cms) return cannot_seal("encryption");
  return encoded(cms.get());
}

Result<CmsHandle> decoded(std::span<const std::uint8_t> bytes, int type, const char* layer) {
  const auto* at = bytes.data();
  CmsHandle cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
  if (!cms) return refused(std::string(layer) + " is not CMS: " + openssl_reason());
  if (at != bytes.data() + bytes.size()) return refused(std::string(layer) + " is followed by other bytes");
  if (OBJ_obj2nid(CMS_get0_type(cms.get())) != type) return refused(std::string(layer) + " has another CMS type");
  return cms;
}

// One signer, with signed attributes (without them, signed bytes can be passed off as content) and a digest of the SHA-2 family.
Status check_signer_form(CMS_ContentInfo* cms, const char* layer) {
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms);
  if (sk_CMS_SignerInfo_num(signers) != 1) return refused(std::string(layer) + " does not have exactly one signer");
  CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
  if (CMS_signed_get_attr_count(signer) < 1) return refused(std::string(layer) + " has no signed attributes");
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  const ASN1_OBJECT* name = nullptr;
  X509_ALGOR_get0(&name, nullptr, nullptr, digest);
  const int nid = OBJ_obj2nid(name);
  if (nid != NID_sha256 && nid != NID_sha384 && nid != NID_sha512)
    return refused(std::string(layer) + " is signed with a digest that is not allowed");
  return Done{};
}

std::vector<Certificate> carried_certificates(CMS_ContentInfo* cms) {
  std::vector<Certificate> all;
  const CertificatesHandle stack(CMS_get1_certs(cms));
  for (int i = 0; stack && i < sk_X509_num(stack.get()); ++i) {
    X509* next = sk_X509_value(stack.get(), i);
    X509_up_ref(next);
    all.emplace_back(std::shared_ptr<void>(next, [](X509* c) { X509_free(c); }));
  }
  return all;
}

Result<Certificate> signer_of(CMS_ContentInfo* cms, const char* layer) {
  const std::unique_ptr<STACK_OF(X509), decltype([](STACK_OF(X509) * s) { sk_X509_free(s); })> signers(CMS_get0_signers(cms));
  if (!signers || sk_X509_num(signers.get()) != 1) return refused(std::string(layer) + " does not carry its signer's certificate");
  X509* signer = sk_X509_value(signers.get(), 0);
  X509_up_ref(signer);
  return Certificate(std::shared_ptr<void>(signer, [](X509* c) { X509_free(c); }));
}

// Checks one signed layer with its signer's chain, and gives what is inside.
Result<Unsealed> open_signed(std::span<const std::uint8_t> bytes, const std::vector<Certificate>& roots, core::Instant at,
                             const char* layer) {
  const auto cms = decoded(bytes, NID_pkcs7_signed, layer);
  if (!cms) return cms.error();
  if (auto form = check_signer_form(cms->get(), layer); !form) return std::move(form).error();
  const auto content = memory_to_write();
  // The chain is checked below, at our time and against our roots.
  constexpr unsigned int kFlags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
  if (CMS_verify(cms->get(), nullptr, nullptr, nullptr, content.get(), kFlags) != 1)
    return refused(std::string(layer) + ": " + openssl_reason());
  auto signer = signer_of(cms->get(), layer);
  if (!signer) return std::move(signer).error();
  if (auto chain = verify_chain(*signer, carried_certificates(cms->get()), roots, at); !chain)
    return refused(std::string(layer) + ": " + chain.error().log_text());
  const auto inside = core::as_bytes(written(content));
  return Unsealed{Bytes(inside.begin(), inside.end()), *std::move(signer)};
}

Result<Bytes> decrypt(std::span<const std::uint8_t> bytes, const Credential& recipient) {
  const auto cms = decoded(bytes, NID_pkcs7_enveloped, "the encrypted layer");
  if (!cms) return cms.error();
  const auto content = memory_to_write();
  if (CMS_decrypt(cms->get(), pkey_of(recipient.key), x509_of(recipient.certificate), nullptr, content.get(), CMS_BINARY) != 1)
    return refused("decryption: " + openssl_reason());
  const auto clear = core::as_bytes(written(content));
  return Bytes(clear.begin(), clear.end());
}

}  // namespace

Result<Bytes> seal(std::span<const std::uint8_t> clear, const Credential& sender, const std::vector<Certificate>& recipients) {
  if (recipients.empty()) return Fault(FaultId::Internal, "sealing: no recipient");
  for (const auto& recipient : recipients)
    if (recipient.key().kind() != KeyKind::Rsa) return Fault(FaultId::KeyUnreadable, "a recipient's encryption key is not RSA");
  const auto inner = sign(clear, sender);
  if (!inner) return inner.error();
  const auto encrypted = encrypt(*inner, recipients);
  if (!encrypted) return encrypted.error();
  return sign(*encrypted, sender);
}

Result<Unsealed> unseal(std::span<const std::uint8_t> sealed, const Credential& recipient, const std::vector<Certificate>& roots,
                        core::Instant at) {
  const auto outer = open_signed(sealed, roots, at, "the outer signature");
  if (!outer) return outer.error();
  const auto decrypted = decrypt(outer->clear, recipient);
  if (!decrypted) return decrypted.error();
  auto inner = open_signed(*decrypted, roots, at, "the inner signature");
  if (!inner) return inner;
  if (inner->sender.der() != outer->sender.der()) return refused("the two signatures are of different certificates");
  return inner;
}

}  // namespace sluis::native
