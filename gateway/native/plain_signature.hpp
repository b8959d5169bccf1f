#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::native {

// Signatures over a bare text, SHA1withRSA: what the shared pharmaceutical dossier asks of a patient's card (gfd.md section 4).
// `public_key`: SubjectPublicKeyInfo, DER. False when it is no RSA key or the signature is not of it.
bool is_sha1_rsa_signature(std::span<const std::uint8_t> public_key, std::string_view text, std::span<const std::uint8_t> signature);

// Fault KeyUnreadable: not an RSA key.
Result<std::vector<std::uint8_t>> sign_sha1_rsa(const PrivateKey& key, std::string_view text);
std::vector<std::uint8_t> public_key_info(const PublicKey& key);  // SubjectPublicKeyInfo, DER

}  // namespace sluis::native
