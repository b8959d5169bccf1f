#include "gateway/native/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <stdexcept>

#include "gateway/core/encoding.hpp"

namespace sluis::native {

Sha256 sha256(std::string_view data) {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  Sha256 digest{};
  unsigned int size = 0;
  if (EVP_Digest(data.data(), data.size(), digest.data(), &size, algorithm, nullptr) != 1 || size != digest.size())
    throw std::runtime_error("SHA-256 is not available");
  return digest;
}

std::string sha256_hex(std::string_view data) { return core::to_hex(sha256(data)); }

std::string sha256_base64(std::string_view data) {
  const auto digest = sha256(data);
  return core::to_base64(std::span<const std::uint8_t>(digest));
}

bool equal_constant_time(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace sluis::native
