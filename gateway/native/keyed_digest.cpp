#include "gateway/native/keyed_digest.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace sluis::native {

std::string keyed_sha256(std::span<const std::uint8_t> key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data, text.size(), digest.data(), &size) == nullptr)
    throw std::runtime_error("HMAC with SHA-256 is not available");
  return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace sluis::native
