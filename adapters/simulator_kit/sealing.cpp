#include "adapters/simulator_kit/sealing.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <memory>

#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

template <class T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, decltype([](T* object) { Free(object); })>;
using Cms = Owned<CMS_ContentInfo, CMS_ContentInfo_free>;
using Bio = Owned<BIO, BIO_free_all>;
using X509Ptr = Owned<X509, X509_free>;
using KeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;
using StorePtr = Owned<X509_STORE, X509_STORE_free>;

Fault failed(const std::string& step) {
  const auto* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return Fault(FaultId::Internal, "sandbox sealing, " + step + ": " + (reason == nullptr ? "no reason given" : reason));
}

Fault refused(const std::string& step) { return Fault(FaultId::SealRefused, failed(step).log_text()); }

X509Ptr x509(const native::Certificate& certificate) {
  const auto der = certificate.der();
  const auto* at = der.data();
  return X509Ptr(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

KeyPtr private_key(const native::Credential& credential) {
  const auto pem = credential.key.pem();
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return KeyPtr(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

std::string content_of(const Bio& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

bool same_actor(X509* a, X509* b) { return X509_NAME_cmp(X509_get_subject_name(a), X509_get_subject_name(b)) == 0; }

// Finishes a message that was begun with CMS_PARTIAL, in the form that the style wants.
Result<std::string> finished(CMS_ContentInfo* cms, std::string_view content, bool indefinite, const char* step) {
  const Bio in(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
  const Bio out(BIO_new(BIO_s_mem()));
  const bool done = indefinite ? i2d_CMS_bio_stream(out.get(), cms, in.get(), CMS_BINARY | CMS_STREAM) == 1
                               : CMS_final(cms, in.get(), nullptr, CMS_BINARY) == 1 && i2d_CMS_bio(out.get(), cms) == 1;
  if (!done) return failed(step);
  return content_of(out);
}

unsigned flags_of(const SealStyle& style) {
  return CMS_BINARY | CMS_PARTIAL | (style.indefinite ? CMS_STREAM : 0U);
}

// Without it the library would write the time of the machine.
bool set_signing_time(CMS_SignerInfo* signer, core::Instant at) {
  const Owned<ASN1_TIME, ASN1_TIME_free> time(X509_time_adj_ex(nullptr, 0, 0, nullptr));
  return time && ASN1_TIME_set(time.get(), std::chrono::system_clock::to_time_t(at)) != nullptr &&
         CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1;
}

bool set_pss(CMS_SignerInfo* signer) {
  // A stream is laid out before it is signed and needs a name here until the signature puts its own.
  X509_ALGOR* algorithm = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, nullptr, &algorithm);
  auto* context = CMS_SignerInfo_get0_pkey_ctx(signer);
  return X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_rsaEncryption), V_ASN1_NULL, nullptr) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

Result<std::string> signed_by(const native::Credential& signer, std::string_view content, core::Instant at,
                              const SealStyle& style) {
  const auto certificate = x509(signer.certificate);
  const auto key = private_key(signer);
  const Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags_of(style)));
  if (!cms || !certificate || !key) return failed("signer");
  for (const auto& next : signer.chain) CMS_add1_cert(cms.get(), x509(next).get());
  const bool pss = style.pss && EVP_PKEY_is_a(key.get(), "RSA") == 1;
  const unsigned flags = CMS_BINARY | CMS_NOSMIMECAP | CMS_PARTIAL | (pss ? CMS_KEY_PARAM : 0U);
  auto* info = CMS_add1_signer(cms.get(), certificate.get(), key.get(), EVP_sha256(), flags);
  if (info == nullptr || !set_signing_time(info, at) || (pss && !set_pss(info))) return failed("signer");
  return finished(cms.get(), content, style.indefinite, "signature");
}

bool add_known(CMS_ContentInfo* cms, const native::Certificate& reader, bool oaep) {
  const auto certificate = x509(reader);
  auto* info = CMS_add1_recipient_cert(cms, certificate.get(), oaep ? CMS_KEY_PARAM : 0);
  if (info == nullptr || !oaep) return info != nullptr;
  return EVP_PKEY_CTX_set_rsa_padding(CMS_RecipientInfo_get0_pkey_ctx(info), RSA_PKCS1_OAEP_PADDING) == 1;
}

unsigned char* copied(const std::string& bytes) {
  return static_cast<unsigned char*>(OPENSSL_memdup(bytes.data(), bytes.size()));
}

bool add_unknown(CMS_ContentInfo* cms, const DepotKey& key) {
  auto* value = copied(key.value);
  auto* id = copied(key.id);
  if (CMS_add0_recipient_key(cms, NID_undef, value, key.value.size(), id, key.id.size(), nullptr, nullptr, nullptr) !=
      nullptr)
    return true;
  OPENSSL_free(value);
  OPENSSL_free(id);
  return false;
}

Result<std::string> encrypted_for(const SealReaders& readers, std::string_view content, const SealStyle& style) {
  const auto* cipher = style.aes_256 ? EVP_aes_256_cbc() : EVP_aes_128_cbc();
  const Cms cms(CMS_encrypt(nullptr, nullptr, cipher, flags_of(style)));
  if (!cms) return failed("encryption");
  for (const auto& reader : readers.known)
    if (!add_known(cms.get(), reader, style.oaep)) return failed("reader's certificate");
  for (const auto& key : readers.unknown)
    if (!add_unknown(cms.get(), key)) return failed("reader's key");
  return finished(cms.get(), content, style.indefinite, "encryption");
}

Result<Cms> parsed(std::string_view bytes, int type, const std::string& layer) {
  const auto* at = core::as_bytes(bytes).data();
  Cms cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
  if (!cms || at != core::as_bytes(bytes).data() + bytes.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != type)
    return refused(layer + " is not what it should be");
  return cms;
}

struct SignedContent {
  std::string content;
  X509Ptr signer;
};

StorePtr store_of(const std::vector<native::Certificate>& roots, core::Instant at) {
  StorePtr store(X509_STORE_new());
  for (const auto& root : roots) X509_STORE_add_cert(store.get(), x509(root).get());
  auto* rules = X509_STORE_get0_param(store.get());
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_time(rules, std::chrono::system_clock::to_time_t(at));
  return store;
}

Result<SignedContent> open_signed(std::string_view bytes, X509_STORE* store, const std::string& layer) {
  const auto cms = parsed(bytes, NID_pkcs7_signed, layer);
  if (!cms) return cms.error();
  auto* signers = CMS_get0_SignerInfos(cms->get());
  if (sk_CMS_SignerInfo_num(signers) != 1 ||
      CMS_signed_get_attr_by_NID(sk_CMS_SignerInfo_value(signers, 0), NID_pkcs9_messageDigest, -1) < 0)
    return refused(layer + " needs one signer and signed attributes");
  const Bio out(BIO_new(BIO_s_mem()));
  if (CMS_verify(cms->get(), nullptr, store, nullptr, out.get(), CMS_BINARY) != 1) return refused(layer);
  auto* found = CMS_get0_signers(cms->get());
  SignedContent opened{content_of(out), X509Ptr(X509_dup(sk_X509_value(found, 0)))};
  sk_X509_free(found);
  return opened;
}

// Looks for our entry by issuer and serial number.
bool use_own(CMS_ContentInfo* cms, const std::vector<native::Credential>& own) {
  auto* infos = CMS_get0_RecipientInfos(cms);
  for (int i = 0; i < sk_CMS_RecipientInfo_num(infos); ++i) {
    auto* info = sk_CMS_RecipientInfo_value(infos, i);
    if (CMS_RecipientInfo_type(info) != CMS_RECIPINFO_TRANS) continue;
    for (const auto& credential : own) {
      if (CMS_RecipientInfo_ktri_cert_cmp(info, x509(credential.certificate).get()) != 0) continue;
      CMS_RecipientInfo_set0_pkey(info, private_key(credential).release());
      if (CMS_RecipientInfo_decrypt(cms, info) == 1) return true;
    }
  }
  return false;
}

bool use_key(CMS_ContentInfo* cms, const std::vector<DepotKey>& keys) {
  return std::ranges::any_of(keys, [&](const DepotKey& key) {
    auto* value = reinterpret_cast<unsigned char*>(const_cast<char*>(key.value.data()));
    const auto* id = reinterpret_cast<const unsigned char*>(key.id.data());
    return CMS_decrypt_set1_key(cms, value, key.value.size(), id, key.id.size()) == 1;
  });
}

}  // namespace

Result<std::string> seal(std::string_view clear, const native::Credential& inner, const native::Credential& outer,
                         const SealReaders& readers, core::Instant at, const SealStyle& style) {
  if (readers.known.empty() && readers.unknown.empty()) return failed("nobody could read it");
  const auto first = signed_by(inner, clear, at, style);
  if (!first) return first;
  const auto hidden = encrypted_for(readers, *first, style);
  return hidden ? signed_by(outer, *hidden, at, style) : hidden;
}

Result<OpenedSeal> unseal(std::string_view sealed, const std::vector<native::Credential>& own,
                          const std::vector<DepotKey>& keys, const std::vector<native::Certificate>& roots,
                          core::Instant at) {
  const auto store = store_of(roots, at);
  const auto outer = open_signed(sealed, store.get(), "outer signature");
  if (!outer) return outer.error();
  const auto hidden = parsed(outer->content, NID_pkcs7_enveloped, "encrypted layer");
  if (!hidden) return hidden.error();
  if (!use_own(hidden->get(), own) && !use_key(hidden->get(), keys)) return refused("no key of ours opens it");
  ERR_clear_error();
  const Bio clear(BIO_new(BIO_s_mem()));
  if (CMS_decrypt(hidden->get(), nullptr, nullptr, nullptr, clear.get(), CMS_BINARY) != 1) return refused("decryption");
  auto inner = open_signed(content_of(clear), store.get(), "inner signature");
  if (!inner) return inner.error();
  if (!same_actor(outer->signer.get(), inner->signer.get())) return refused("two signers");
  unsigned char* der = nullptr;
  const int size = i2d_X509(inner->signer.get(), &der);
  auto signer = native::Certificate::from_der({der, static_cast<std::size_t>(std::max(size, 0))});
  OPENSSL_free(der);
  if (!signer) return signer.error();
  return OpenedSeal{std::move(inner->content), std::move(*signer)};
}

Result<std::string> make_etk(const native::Certificate& encryption, const native::Credential& authentication,
                             core::Instant at) {
  const auto der = encryption.der();
  return signed_by(authentication, core::as_text(der), at, {});
}

Result<native::Certificate> open_etk(std::string_view token, const std::vector<native::Certificate>& roots,
                                     core::Instant at) {
  const auto store = store_of(roots, at);
  const auto opened = open_signed(token, store.get(), "token");
  if (!opened) return opened.error();
  auto encryption = native::Certificate::from_der(core::as_bytes(opened->content));
  if (!encryption) return refused("token holds no certificate");
  if (!same_actor(x509(*encryption).get(), opened->signer.get())) return refused("token of two actors");
  if (at < encryption->not_before() || at > encryption->not_after()) return refused("token is not valid now");
  return encryption;
}

}  // namespace sluis::sandbox
