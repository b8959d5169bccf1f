#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "gateway/core/result.hpp"
#include "gateway/native/certificate.hpp"

// Signatures that stand beside what they sign, made by PrivateKey::sign_sha256, and the public keys that judge them.
namespace sluis::native {

// From PEM text: PUBLIC KEY, or a CERTIFICATE whose key is taken. KeyUnreadable.
Result<PublicKey> public_key_from_pem(std::string_view pem);
std::string public_pem(const PublicKey& key);
// Hexadecimal SHA-256 of its SubjectPublicKeyInfo: names the key whatever the certificate.
std::string key_id(const PublicKey& key);

// SHA-256 with RSA PKCS#1 v1.5, or ECDSA as r||s.
bool is_signed_by(const PublicKey& key, std::string_view data, std::span<const std::uint8_t> signature);

}  // namespace sluis::native
