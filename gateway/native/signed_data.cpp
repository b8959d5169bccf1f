#include "gateway/native/signed_data.hpp"

#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "gateway/core/encoding.hpp"
#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

Fault refused(const std::string& why) { return Fault(FaultId::NetworkAnswerRefused, "signed data: " + why); }

Certificate shared(X509* x509) {
  X509_up_ref(x509);
  return Certificate(std::shared_ptr<void>(x509, [](X509* c) { X509_free(c); }));
}

Result<CmsHandle> decoded(std::span<const std::uint8_t> bytes) {
  const auto* at = bytes.data();
  CmsHandle cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
  if (!cms) return refused("not CMS: " + openssl_reason());
  if (at != bytes.data() + bytes.size()) return refused("other bytes follow");
  if (OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return refused("another CMS type");
  if (OBJ_obj2nid(CMS_get0_eContentType(cms.get())) != NID_pkcs7_data) return refused("the content is not data");
  auto* content = CMS_get0_content(cms.get());
  if (content == nullptr || *content == nullptr) return refused("the content is not inside");
  return cms;
}

bool is_allowed(const X509_ALGOR* digest, bool accept_sha1) {
  const ASN1_OBJECT* name = nullptr;
  X509_ALGOR_get0(&name, nullptr, nullptr, digest);
  const int nid = OBJ_obj2nid(name);
  constexpr std::array kSha2{NID_sha256, NID_sha384, NID_sha512};
  return std::ranges::find(kSha2, nid) != kSha2.end() || (accept_sha1 && nid == NID_sha1);
}

// The digest that the signature itself was made over; the one of the content is checked beside it.
bool signature_is_allowed(const X509_ALGOR* signature, bool accept_sha1) {
  const ASN1_OBJECT* name = nullptr;
  X509_ALGOR_get0(&name, nullptr, nullptr, signature);
  int digest = NID_undef;
  int key = NID_undef;
  const int nid = OBJ_obj2nid(name);
  if (nid == NID_rsaEncryption || nid == NID_X9_62_id_ecPublicKey) return true;  // names no digest of its own
  if (OBJ_find_sigid_algs(nid, &digest, &key) != 1) return false;
  constexpr std::array kNone{NID_md5, NID_md4, NID_md2, NID_sha224, NID_ripemd160};
  if (std::ranges::find(kNone, digest) != kNone.end()) return false;
  return digest != NID_sha1 || accept_sha1;
}

// One signer, and signed attributes: without them, signed bytes can be passed off as content.
Status check_signer(CMS_ContentInfo* cms, bool accept_sha1) {
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms);
  if (sk_CMS_SignerInfo_num(signers) != 1) return refused("not exactly one signer");
  CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
  if (CMS_signed_get_attr_count(signer) < 1) return refused("no signed attributes");
  X509_ALGOR* digest = nullptr;
  X509_ALGOR* signature = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &signature);
  if (!is_allowed(digest, accept_sha1) || !signature_is_allowed(signature, accept_sha1))
    return refused("an algorithm that is not allowed");
  return Done{};
}

Result<Certificate> signer_of(CMS_ContentInfo* cms) {
  const std::unique_ptr<STACK_OF(X509), decltype([](STACK_OF(X509) * s) { sk_X509_free(s); })> signers(CMS_get0_signers(cms));
  if (!signers || sk_X509_num(signers.get()) != 1) return refused("the signer's certificate is not there");
  return shared(sk_X509_value(signers.get(), 0));
}

std::vector<Certificate> certificates_in(CMS_ContentInfo* cms) {
  std::vector<Certificate> all;
  const CertificatesHandle stack(CMS_get1_certs(cms));
  for (int i = 0; stack && i < sk_X509_num(stack.get()); ++i) all.push_back(shared(sk_X509_value(stack.get(), i)));
  return all;
}

}  // namespace

Result<SignedData> open_signed_data(std::span<const std::uint8_t> bytes, bool accept_sha1) {
  const auto cms = decoded(bytes);
  if (!cms) return cms.error();
  if (auto form = check_signer(cms->get(), accept_sha1); !form) return std::move(form).error();
  const auto content = memory_to_write();
  constexpr unsigned int kFlags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
  if (CMS_verify(cms->get(), nullptr, nullptr, nullptr, content.get(), kFlags) != 1) return refused(openssl_reason());
  auto signer = signer_of(cms->get());
  if (!signer) return std::move(signer).error();
  const auto inside = core::as_bytes(written(content));
  return SignedData{{inside.begin(), inside.end()}, *std::move(signer), certificates_in(cms->get())};
}

Result<std::vector<std::uint8_t>> make_signed_data(std::span<const std::uint8_t> content, const Credential& signer) {
  const auto failed = [] { return Fault(FaultId::Internal, "signed data can't be made: " + openssl_reason()); };
  const auto chain = stack_of(signer.chain);
  const auto data = memory_to_read(core::as_text(content));
  const CmsHandle cms(CMS_sign(nullptr, nullptr, chain.get(), nullptr, CMS_BINARY | CMS_PARTIAL));
  if (!cms) return failed();
  constexpr unsigned int kSigner = CMS_BINARY | CMS_NOSMIMECAP;
  if (CMS_add1_signer(cms.get(), x509_of(signer.certificate), pkey_of(signer.key), EVP_sha256(), kSigner) == nullptr ||
      CMS_final(cms.get(), data.get(), nullptr, CMS_BINARY) != 1)
    return failed();
  const int size = i2d_CMS_ContentInfo(cms.get(), nullptr);
  if (size <= 0) return failed();
  std::vector<std::uint8_t> der(static_cast<std::size_t>(size));
  auto* at = der.data();
  i2d_CMS_ContentInfo(cms.get(), &at);
  return der;
}

bool is_for_signatures(const Certificate& certificate) {
  const bool there = X509_get_ext_by_NID(x509_of(certificate), NID_key_usage, -1) >= 0;
  return there && (X509_get_key_usage(x509_of(certificate)) & KU_NON_REPUDIATION) != 0;
}

Result<RevocationLists> RevocationLists::load(const std::vector<std::string>& paths) {
  RevocationLists all;
  for (const auto& path : paths) {
    const auto pem = read_key_file(path);
    if (!pem) return pem.error();
    const auto bio = memory_to_read(*pem);
    const auto before = all.lists_.size();
    while (X509_CRL* list = PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr))
      all.lists_.emplace_back(list, [](X509_CRL* l) { X509_CRL_free(l); });
    ERR_clear_error();
    if (all.lists_.size() == before) return Fault(FaultId::KeyUnreadable, path + ": no revocation list in PEM");
  }
  return all;
}

bool RevocationLists::revoked(const Certificate& certificate, core::Instant at) const {
  auto* x509 = x509_of(certificate);
  auto moment = std::chrono::system_clock::to_time_t(at);
  return std::ranges::any_of(lists_, [&](const auto& kept) {
    auto* list = static_cast<X509_CRL*>(kept.get());
    X509_REVOKED* entry = nullptr;
    if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_issuer_name(x509)) != 0) return false;
    if (X509_CRL_get0_by_cert(list, &entry, x509) != 1) return false;  // 2: taken off the list again
    return X509_cmp_time(X509_REVOKED_get0_revocationDate(entry), &moment) <= 0;
  });
}

}  // namespace sluis::native
