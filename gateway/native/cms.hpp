#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::native {

using Bytes = std::vector<std::uint8_t>;

// Sealed message of etee.md section 1: sign, encrypt for the recipients' encryption certificates (AES-256-CBC), sign.
Result<Bytes> seal(std::span<const std::uint8_t> clear, const Credential& sender, const std::vector<Certificate>& recipients);

struct Unsealed {
  Bytes clear;
  Certificate sender;
};
// Opens it; both signatures must be of one certificate that chains to `roots` at `at`. NetworkAnswerRefused otherwise.
Result<Unsealed> unseal(std::span<const std::uint8_t> sealed, const Credential& recipient, const std::vector<Certificate>& roots,
                        core::Instant at);

}  // namespace sluis::native
