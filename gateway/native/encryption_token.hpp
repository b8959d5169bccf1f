#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::native {

// The encryption certificate that an ETK offers (etee.md section 2), after checks: signed by one who chains to `roots` at `at`; both
// certificates valid then and naming one actor; the key is RSA. SealRefused with the reason.
Result<Certificate> open_encryption_token(std::span<const std::uint8_t> token, const std::vector<Certificate>& roots, core::Instant at);

// Our own token: offers this certificate, signed by us.
Result<std::vector<std::uint8_t>> make_encryption_token(const Certificate& encryption, const Credential& authentication);

// Whether two certificates name one actor: the same subject; or the same organisational units, of which one is a number; or the
// same number of an eID.
bool name_one_actor(const Certificate& a, const Certificate& b);

}  // namespace sluis::native
