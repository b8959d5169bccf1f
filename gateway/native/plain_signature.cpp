#include "gateway/native/plain_signature.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace sluis::native {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

bool is_sha1_rsa_signature(std::span<const std::uint8_t> public_key, std::string_view text, std::span<const std::uint8_t> signature) {
  const auto* at = public_key.data();
  const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
  if (!key || at != public_key.data() + public_key.size() || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return false;
  const Context context(EVP_MD_CTX_new());
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha1(), nullptr, key.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes(text), text.size()) == 1;
}

Result<std::vector<std::uint8_t>> sign_sha1_rsa(const PrivateKey& key, std::string_view text) {
  auto* raw = static_cast<EVP_PKEY*>(key.raw());
  if (key.kind() != KeyKind::Rsa) return Fault(FaultId::KeyUnreadable, "an RSA key is needed for SHA1withRSA");
  const Context context(EVP_MD_CTX_new());
  std::size_t size = 0;
  if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha1(), nullptr, raw) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, bytes(text), text.size()) != 1) {
    return Fault(FaultId::KeyUnreadable, "this key can't sign with SHA-1");
  }
  std::vector<std::uint8_t> signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, bytes(text), text.size()) != 1)
    return Fault(FaultId::KeyUnreadable, "this key can't sign with SHA-1");
  signature.resize(size);
  return signature;
}

std::vector<std::uint8_t> public_key_info(const PublicKey& key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(static_cast<EVP_PKEY*>(key.raw()), &der);
  std::vector<std::uint8_t> out;
  if (size > 0) out.assign(der, der + size);
  OPENSSL_free(der);
  return out;
}

}  // namespace sluis::native
