#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sluis::native {

// HMAC with SHA-256 (RFC 2104): 32 bytes that only who has the key can make. Throws std::runtime_error when the library has none.
std::string keyed_sha256(std::span<const std::uint8_t> key, std::string_view text);

}  // namespace sluis::native
