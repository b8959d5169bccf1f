#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <stdexcept>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "tests/hostile/forge.hpp"

namespace sluis::hostile {
namespace {

using native::Credential;
using native::PrivateKey;

void must(bool fine, const char* what) {
  if (!fine) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

EVP_PKEY* raw(const PrivateKey& key) { return static_cast<EVP_PKEY*>(key.raw()); }

PrivateKey owned(EVP_PKEY* key) {
  must(key != nullptr, "key");
  return PrivateKey(std::shared_ptr<void>(key, [](EVP_PKEY* k) { EVP_PKEY_free(k); }));
}

native::CertificateRequest request(const std::vector<std::string>& units, const std::string& name) {
  native::CertificateRequest request;
  request.subject = {{"C", "BE"}, {"O", "Sluis hostile corpus"}};
  for (const auto& unit : units) request.subject.emplace_back("OU", unit);
  request.subject.emplace_back("CN", name);
  request.not_before = *core::parse_instant("2026-01-01T00:00:00Z");
  request.not_after = *core::parse_instant("2056-01-01T00:00:00Z");
  return request;
}

Credential self_signed(PrivateKey key, const std::string& name, bool authority = false) {
  auto wanted = request({}, name);
  wanted.authority = authority;
  auto certificate = native::make_certificate(wanted, key.public_key(), key, nullptr);
  return {std::move(key), std::move(certificate), {}};
}

Credential issued(PrivateKey key, const Credential& root, const std::vector<std::string>& units, const std::string& name,
                  bool expired = false) {
  auto wanted = request(units, name);
  if (expired) wanted.not_after = *core::parse_instant("2026-11-01T00:00:00Z");
  auto certificate = native::make_certificate(wanted, key.public_key(), root.key, &root.certificate);
  return {std::move(key), std::move(certificate), {}};
}

Keys make() {
  const auto root = self_signed(PrivateKey::generate_ec(), "corpus root", true);
  const auto foreign_root = self_signed(PrivateKey::generate_ec(), "corpus root", true);
  const auto person = [&](PrivateKey key) { return issued(std::move(key), root, {"SSIN=72051999381"}, "SSIN=72051999381"); };
  return Keys{self_signed(PrivateKey::generate_ec(), "corpus sts"),
              self_signed(PrivateKey::generate_rsa(2048), "corpus sts rsa"),
              self_signed(PrivateKey::generate_rsa(1024), "corpus sts of 1024 bits"),
              self_signed(PrivateKey::generate_ec(), "corpus sts"),
              root,
              person(PrivateKey::generate_ec()),
              person(PrivateKey::generate_rsa(2048)),
              person(PrivateKey::generate_rsa(1024)),
              person(owned(EVP_EC_gen("P-224"))),
              person(owned(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))),
              issued(PrivateKey::generate_ec(), root, {"SSIN=72051999381"}, "SSIN=72051999381", true),
              issued(PrivateKey::generate_ec(), foreign_root, {"SSIN=72051999381"}, "SSIN=72051999381"),
              issued(PrivateKey::generate_ec(), root, {"SSIN=75052298760"}, "SSIN=75052298760"),
              self_signed(PrivateKey::generate_ec(), "SSIN=72051999381"),
              issued(PrivateKey::generate_ec(), root, {"NIHII-HOSPITAL=71099911"}, "NIHII-HOSPITAL=71099911"),
              issued(PrivateKey::generate_ec(), root, {}, "somebody")};
}

std::string raw_signature(EVP_PKEY* key, const char* digest, std::string_view data, bool pss = false) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  const auto* md = *digest == 0 ? nullptr : EVP_get_digestbyname(digest);
  EVP_PKEY_CTX* inner = nullptr;
  must(EVP_DigestSignInit(context.get(), &inner, md, nullptr, key) == 1, "sign");
  if (pss) must(EVP_PKEY_CTX_set_rsa_padding(inner, RSA_PKCS1_PSS_PADDING) == 1, "padding");
  std::size_t size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(data.data());
  must(EVP_DigestSign(context.get(), nullptr, &size, bytes, data.size()) == 1, "sign");
  std::string signature(size, '\0');
  must(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, data.size()) == 1, "sign");
  signature.resize(size);
  return signature;
}

// r||s, each as long as the curve's order.
std::string concatenated(const std::string& der, int bits) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> parts(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
  must(parts != nullptr, "ECDSA signature");
  const int width = (bits + 7) / 8;
  std::string out(static_cast<std::size_t>(2 * width), '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  must(BN_bn2binpad(ECDSA_SIG_get0_r(parts.get()), to, width) == width && BN_bn2binpad(ECDSA_SIG_get0_s(parts.get()), to + width, width) == width, "r and s");
  return out;
}

}  // namespace

core::Instant moment() { return *core::parse_instant("2026-11-20T09:15:00Z"); }

const Keys& keys() {
  static const Keys all = make();
  return all;
}

Signer signer(const PrivateKey& key, const char* digest) {
  return [key, digest](std::string_view data) {
    auto signature = raw_signature(raw(key), digest, data);
    if (EVP_PKEY_get_base_id(raw(key)) == EVP_PKEY_EC) signature = concatenated(signature, EVP_PKEY_get_bits(raw(key)));
    return core::to_base64(std::string_view(signature));
  };
}

Signer pss_signer(const PrivateKey& key) {
  return [key](std::string_view data) { return core::to_base64(std::string_view(raw_signature(raw(key), "SHA256", data, true))); };
}

Signer der_signer(const PrivateKey& key) {
  return [key](std::string_view data) { return core::to_base64(std::string_view(raw_signature(raw(key), "SHA256", data))); };
}

Signer hmac_signer(std::string key, const char* digest) {
  return [key = std::move(key), digest](std::string_view data) {
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    must(HMAC(EVP_get_digestbyname(digest), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(data.data()),
              data.size(), reinterpret_cast<unsigned char*>(out.data()), &size) != nullptr, "HMAC");
    out.resize(size);
    return core::to_base64(std::string_view(out));
  };
}

Signer constant(std::string base64) {
  return [base64 = std::move(base64)](std::string_view) { return base64; };
}

std::string digest_of(std::string_view bytes, const char* digest) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  must(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &size, EVP_get_digestbyname(digest), nullptr) == 1, "digest");
  out.resize(size);
  return core::to_base64(std::string_view(out));
}

std::string public_key_der(const native::PublicKey& key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(static_cast<EVP_PKEY*>(key.raw()), &der);
  must(size > 0, "public key");
  std::string out(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return out;
}

std::string public_key_pem(const native::PublicKey& key) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), BIO_free_all);
  must(PEM_write_bio_PUBKEY(bio.get(), static_cast<EVP_PKEY*>(key.raw())) == 1, "public key");
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string other_ecdsa_form(const std::string& base64) {
  constexpr const char* kOrder = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";
  auto bytes = *core::from_base64(base64);
  BIGNUM* order = nullptr;
  BN_hex2bn(&order, kOrder);
  BIGNUM* s = BN_bin2bn(bytes.data() + 32, 32, nullptr);
  BN_sub(s, order, s);
  BN_bn2binpad(s, bytes.data() + 32, 32);
  BN_free(s);
  BN_free(order);
  return core::to_base64(std::span<const std::uint8_t>(bytes));
}

}  // namespace sluis::hostile
