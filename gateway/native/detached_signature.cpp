#include "gateway/native/detached_signature.hpp"

#include <openssl/ecdsa.h>
#include <openssl/pem.h>

#include "gateway/core/encoding.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/native/openssl_handles.hpp"

namespace sluis::native {
namespace {

using EcdsaHandle = std::unique_ptr<ECDSA_SIG, FreeWith<ECDSA_SIG_free>>;

// r||s as the DER that OpenSSL judges; empty when it has no even length.
std::vector<std::uint8_t> der_of(std::span<const std::uint8_t> concatenated) {
  const auto half = static_cast<int>(concatenated.size() / 2);
  if (concatenated.empty() || concatenated.size() % 2 != 0) return {};
  const EcdsaHandle pair(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(concatenated.data(), half, nullptr);
  BIGNUM* s = BN_bin2bn(concatenated.data() + half, half, nullptr);
  if (!pair || r == nullptr || s == nullptr || ECDSA_SIG_set0(pair.get(), r, s) != 1) throw std::bad_alloc();
  const int size = i2d_ECDSA_SIG(pair.get(), nullptr);
  if (size <= 0) return {};
  std::vector<std::uint8_t> der(static_cast<std::size_t>(size));
  auto* at = der.data();
  i2d_ECDSA_SIG(pair.get(), &at);
  return der;
}

}  // namespace

Result<PublicKey> public_key_from_pem(std::string_view pem) {
  if (pem.find("-----BEGIN CERTIFICATE") != std::string_view::npos) {
    const auto certificate = Certificate::from_pem(pem);
    if (!certificate) return certificate.error();
    return certificate->key();
  }
  const auto in = memory_to_read(pem);
  EVP_PKEY* key = PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr);
  if (key == nullptr) return Fault(FaultId::KeyUnreadable, "neither a PEM public key nor a certificate: " + openssl_reason());
  return PublicKey(std::shared_ptr<void>(key, [](void* handle) { EVP_PKEY_free(static_cast<EVP_PKEY*>(handle)); }));
}

std::string public_pem(const PublicKey& key) {
  const auto out = memory_to_write();
  PEM_write_bio_PUBKEY(out.get(), pkey_of(key));
  return std::string(written(out));
}

std::string key_id(const PublicKey& key) {
  const auto out = memory_to_write();
  i2d_PUBKEY_bio(out.get(), pkey_of(key));
  return sha256_hex(written(out));
}

bool is_signed_by(const PublicKey& key, std::string_view data, std::span<const std::uint8_t> signature) {
  const DigestContextHandle context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  const auto der = key.kind() == KeyKind::Ec ? der_of(signature) : std::vector<std::uint8_t>(signature.begin(), signature.end());
  const bool valid = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, pkey_of(key)) == 1 &&
                     EVP_DigestVerify(context.get(), der.data(), der.size(), core::as_bytes(data).data(), data.size()) == 1;
  ERR_clear_error();
  return valid;
}

}  // namespace sluis::native
