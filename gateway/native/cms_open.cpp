#include <openssl/asn1.h>
#include <openssl/objects.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

constexpr auto kSkew = std::chrono::minutes(5);  // etee.md section 1

Fault refused(std::string_view list, const std::string& what) {
  return Fault(FaultId::SealRefused, "sealed message, " + std::string(list) + ": " + what);
}
Fault not_decrypted(const std::string& what) { return refused("decryption", what); }
Fault not_judged(const std::string& what) { return refused("authentication errors", what); }
Fault wrong(const std::string& what) { return refused("authentication failures", what); }

Certificate shared(X509* x509) {
  X509_up_ref(x509);
  return Certificate(std::shared_ptr<void>(x509, [](X509* c) { X509_free(c); }));
}

// nullptr: not CMS of this type, or something follows.
CmsHandle decoded(std::span<const std::uint8_t> bytes, int type) {
  const auto* at = bytes.data();
  CmsHandle cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
  if (!cms || at != bytes.data() + bytes.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != type) return nullptr;
  return cms;
}

bool one_of(const X509_ALGOR* algorithm, std::initializer_list<int> allowed) {
  const ASN1_OBJECT* name = nullptr;
  X509_ALGOR_get0(&name, nullptr, nullptr, algorithm);
  return std::ranges::find(allowed, OBJ_obj2nid(name)) != allowed.end();
}

// One signer, with signed attributes (without them, signed bytes can be passed off as content) and algorithms of the specification.
Result<CMS_SignerInfo*> signer_info(CMS_ContentInfo* cms, const std::string& layer) {
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms);
  if (sk_CMS_SignerInfo_num(signers) != 1) return not_judged(layer + " does not have exactly one signer");
  CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
  if (CMS_signed_get_attr_count(signer) < 1) return not_judged(layer + " has no signed attributes");
  X509_ALGOR* digest = nullptr;
  X509_ALGOR* signature = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &signature);
  if (!one_of(digest, {NID_sha256, NID_sha384, NID_sha512}))
    return not_judged(layer + " is signed with a digest that is not allowed");
  if (!one_of(signature, {NID_rsassaPss, NID_rsaEncryption, NID_sha256WithRSAEncryption, NID_sha384WithRSAEncryption,
                          NID_sha512WithRSAEncryption, NID_ecdsa_with_SHA256, NID_ecdsa_with_SHA384, NID_ecdsa_with_SHA512}))
    return not_judged(layer + " is signed with an algorithm that is not allowed");
  return signer;
}

// nullopt: absent.
Result<std::optional<core::Instant>> signing_time(CMS_SignerInfo* signer, const std::string& layer) {
  const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
  if (at < 0) return std::optional<core::Instant>();
  const auto* type = X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(signer, at), 0);
  std::tm moment{};
  const bool is_time = type != nullptr && (type->type == V_ASN1_UTCTIME || type->type == V_ASN1_GENERALIZEDTIME);
  if (!is_time || ASN1_TIME_to_tm(type->type == V_ASN1_UTCTIME ? type->value.utctime : type->value.generalizedtime, &moment) != 1)
    return not_judged(layer + " has a signing time that is none");
  return std::optional<core::Instant>(core::Instant(std::chrono::seconds(timegm(&moment))));
}

Result<Certificate> signer_of(CMS_ContentInfo* cms, const std::string& layer) {
  const std::unique_ptr<STACK_OF(X509), decltype([](STACK_OF(X509) * s) { sk_X509_free(s); })> signers(CMS_get0_signers(cms));
  if (!signers || sk_X509_num(signers.get()) != 1) return not_judged(layer + " does not carry its signer's certificate");
  return shared(sk_X509_value(signers.get(), 0));
}

std::vector<Certificate> carried_certificates(CMS_ContentInfo* cms) {
  std::vector<Certificate> all;
  const CertificatesHandle stack(CMS_get1_certs(cms));
  for (int i = 0; stack && i < sk_X509_num(stack.get()); ++i) all.push_back(shared(sk_X509_value(stack.get(), i)));
  return all;
}

// The moment, moved by at most the skew into the certificate's period.
core::Instant within(const Certificate& certificate, core::Instant at) {
  if (at < certificate.not_before() && at + kSkew >= certificate.not_before()) return certificate.not_before();
  if (at >= certificate.not_after() && at - kSkew <= certificate.not_after()) return certificate.not_after() - std::chrono::seconds(1);
  return at;
}

Status check_chain(const Unsealed& layer, const std::vector<Certificate>& carried, const OpenWith& with, const std::string& name) {
  const auto signed_at = layer.signed_at.value_or(with.at);
  if (signed_at > with.at + kSkew) return wrong(name + " is of a moment to come");
  for (const auto at : {signed_at, with.kept ? signed_at : with.at}) {
    const auto chain = verify_chain(layer.sender, carried, with.roots, within(layer.sender, at));
    if (!chain) return wrong(name + ": " + chain.error().log_text());
  }
  return Done{};
}

// Checks one signed layer with its signer's chain, and gives what is inside.
Result<Unsealed> open_signed(std::span<const std::uint8_t> bytes, const OpenWith& with, const std::string& layer) {
  const auto cms = decoded(bytes, NID_pkcs7_signed);
  if (!cms) return not_judged(layer + " is no signed CMS: " + openssl_reason());
  const auto info = signer_info(cms.get(), layer);
  if (!info) return info.error();
  auto signed_at = signing_time(*info, layer);
  if (!signed_at) return std::move(signed_at).error();
  const auto content = memory_to_write();
  // The chain is checked below, at our time and against our roots.
  constexpr unsigned int kFlags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
  if (CMS_verify(cms.get(), nullptr, nullptr, nullptr, content.get(), kFlags) != 1) return wrong(layer + ": " + openssl_reason());
  auto signer = signer_of(cms.get(), layer);
  if (!signer) return std::move(signer).error();
  const auto inside = core::as_bytes(written(content));
  Unsealed opened{Bytes(inside.begin(), inside.end()), *std::move(signer), *signed_at};
  if (auto chain = check_chain(opened, carried_certificates(cms.get()), with, layer); !chain) return std::move(chain).error();
  return opened;
}

// Steps into or over DER elements, one after the other.
class DerWalk final {
 public:
  explicit DerWalk(const Bytes& der) : at_(der.data()), end_(der.data() + der.size()) {}
  bool into(int tag) {
    if (!element(tag)) return false;
    at_ = body_;
    end_ = next_;
    return true;
  }
  bool over(int tag) {
    if (!element(tag)) return false;
    at_ = next_;
    return true;
  }
  int object() const {  // the identifier that stands here
    const auto* at = at_;
    const std::unique_ptr<ASN1_OBJECT, FreeWith<ASN1_OBJECT_free>> found(d2i_ASN1_OBJECT(nullptr, &at, end_ - at_));
    return found ? OBJ_obj2nid(found.get()) : NID_undef;
  }

 private:
  bool element(int tag) {
    const auto* at = at_;
    long length = 0;
    int found = 0;
    int kind = 0;
    if ((ASN1_get_object(&at, &length, &found, &kind, end_ - at_) & 0x80) != 0 || found != tag) return false;
    body_ = at;
    next_ = at + length;
    return true;
  }
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  const std::uint8_t* body_ = nullptr;
  const std::uint8_t* next_ = nullptr;
};

// OpenSSL does not tell with what the content is encrypted: read from ContentInfo / EnvelopedData / encryptedContentInfo.
int content_cipher(CMS_ContentInfo* cms) {
  const int size = i2d_CMS_ContentInfo(cms, nullptr);
  if (size <= 0) return NID_undef;
  Bytes der(static_cast<std::size_t>(size));
  auto* at = der.data();
  i2d_CMS_ContentInfo(cms, &at);
  DerWalk walk(der);
  if (!walk.into(V_ASN1_SEQUENCE) || !walk.over(V_ASN1_OBJECT) || !walk.into(0) || !walk.into(V_ASN1_SEQUENCE)) return NID_undef;
  if (!walk.over(V_ASN1_INTEGER)) return NID_undef;
  walk.over(0);  // originatorInfo, optional
  const bool found = walk.over(V_ASN1_SET) && walk.into(V_ASN1_SEQUENCE) && walk.over(V_ASN1_OBJECT) && walk.into(V_ASN1_SEQUENCE);
  return found ? walk.object() : NID_undef;
}

bool opens(CMS_ContentInfo* cms, CMS_RecipientInfo* info, const Credential& own) {
  if (CMS_RecipientInfo_type(info) != CMS_RECIPINFO_TRANS) return false;
  if (CMS_RecipientInfo_ktri_cert_cmp(info, x509_of(own.certificate)) != 0) return false;
  EVP_PKEY_up_ref(pkey_of(own.key));
  CMS_RecipientInfo_set0_pkey(info, pkey_of(own.key));
  return CMS_RecipientInfo_decrypt(cms, info) == 1;
}

bool find_key(CMS_ContentInfo* cms, const OpenWith& with) {
  auto* infos = CMS_get0_RecipientInfos(cms);
  for (int i = 0; i < sk_CMS_RecipientInfo_num(infos); ++i) {
    auto* info = sk_CMS_RecipientInfo_value(infos, i);
    if (std::ranges::any_of(with.own, [&](const auto& own) { return opens(cms, info, own); })) return true;
  }
  return std::ranges::any_of(with.keys, [&](const NamedKey& key) {
    auto value = key.value;  // the library takes it as writable
    return CMS_decrypt_set1_key(cms, reinterpret_cast<unsigned char*>(value.data()), value.size(), core::as_bytes(key.id).data(),
                                key.id.size()) == 1;
  });
}

Result<Bytes> decrypt(std::span<const std::uint8_t> bytes, const OpenWith& with) {
  const auto cms = decoded(bytes, NID_pkcs7_enveloped);
  if (!cms) return not_decrypted("the encrypted layer is no enveloped CMS: " + openssl_reason());
  const int cipher = content_cipher(cms.get());
  if (cipher != NID_aes_128_cbc && cipher != NID_aes_256_cbc) return not_decrypted("a cipher that is not allowed");
  if (!find_key(cms.get(), with)) {
    ERR_clear_error();
    return not_decrypted("no key of ours fits any recipient");
  }
  const auto content = memory_to_write();
  if (CMS_decrypt(cms.get(), nullptr, nullptr, nullptr, content.get(), CMS_BINARY) != 1) return not_decrypted(openssl_reason());
  const auto clear = core::as_bytes(written(content));
  return Bytes(clear.begin(), clear.end());
}

// One certificate; or the two of an eID card, which both name its holder's number.
bool is_one_identity(const Certificate& a, const Certificate& b) {
  if (a.der() == b.der()) return true;
  const auto number = a.serial_number_attribute();
  return !number.empty() && number == b.serial_number_attribute() && a.issuer() == b.issuer();
}

}  // namespace

Result<Unsealed> unseal(std::span<const std::uint8_t> sealed, const OpenWith& with) {
  const auto outer = open_signed(sealed, with, "the outer signature");
  if (!outer) return outer.error();
  const auto decrypted = decrypt(outer->clear, with);
  if (!decrypted) return decrypted.error();
  auto inner = open_signed(*decrypted, with, "the inner signature");
  if (!inner) return inner;
  if (!is_one_identity(inner->sender, outer->sender)) return wrong("the two signatures are of different identities");
  return inner;
}

}  // namespace sluis::native
