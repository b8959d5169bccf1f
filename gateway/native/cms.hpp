#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

// Sealed messages of the platform (etee.md section 1): sign, encrypt, sign.
namespace sluis::native {

using Bytes = std::vector<std::uint8_t>;

// A key that its holder gets elsewhere, by this identifier: AES of 16, 24 or 32 bytes.
struct NamedKey {
  std::string id;
  std::string value;
};

// Who can open it: the owners of these encryption certificates (RSA), and whoever holds one of these keys.
struct SealFor {
  std::vector<Certificate> certificates = {};
  std::vector<NamedKey> keys = {};
};

// Signatures: SHA-256 with RSASSA-PSS, or ECDSA of a curve key, with content type, digest and `at` as signing time; content:
// AES-256-CBC; keys: RSA PKCS#1 v1.5, AES key wrap. DER of definite length. Faults: KeyUnreadable (a recipient's key is not RSA), Internal.
Result<Bytes> seal(std::span<const std::uint8_t> clear, const Credential& inner, const Credential& outer, const SealFor& readers,
                   core::Instant at);
Result<Bytes> seal(std::span<const std::uint8_t> clear, const Credential& sender, const SealFor& readers, core::Instant at);
inline Result<Bytes> seal(std::span<const std::uint8_t> clear, const Credential& sender, const std::vector<Certificate>& recipients,
                          core::Instant at) {
  return seal(clear, sender, SealFor{recipients, {}}, at);
}

struct OpenWith {
  std::vector<Credential> own = {};  // whichever the message is for
  std::vector<NamedKey> keys = {};
  std::vector<Certificate> roots = {};
  core::Instant at = {};
  // Of a message that was stored: signers need to have been valid when they signed, not any more today.
  bool kept = false;
};

struct Unsealed {
  Bytes clear;
  Certificate sender;                       // of the inner signature
  std::optional<core::Instant> signed_at;   // as the sender says
};

// Opens DER or BER. The outer signature is checked before anything is decrypted. Both signers chain to the roots, at `at` and at their
// signing time, with five minutes to either side, and are one identity: one certificate, or two of one eID. Accepted: RSASSA-PSS, PKCS#1
// v1.5, ECDSA, digests of SHA-2; AES-128-CBC, AES-256-CBC; RSA PKCS#1 v1.5 and OAEP. Fault SealRefused; its log text has what failed
// under "decryption", "authentication errors" (can't be judged) and "authentication failures" (judged, and wrong).
Result<Unsealed> unseal(std::span<const std::uint8_t> sealed, const OpenWith& with);
inline Result<Unsealed> unseal(std::span<const std::uint8_t> sealed, const Credential& recipient, const std::vector<Certificate>& roots,
                               core::Instant at) {
  return unseal(sealed, OpenWith{{recipient}, {}, roots, at, false});
}

}  // namespace sluis::native
