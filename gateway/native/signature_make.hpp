#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::native {

struct DigestedPart {
  std::string uri;         // "#id"
  std::string canonical;   // exc-C14N of the referenced element
  bool enveloped = false;  // adds the enveloped-signature transform; `canonical` is then without the signature
};

// A ds:Signature in canonical form (prefix ds), SHA-256, exc-C14N, signed by `key`.
// `key_info` is the canonical content of ds:KeyInfo, where prefix ds is declared already; empty leaves KeyInfo out.
// `id` is its Id attribute, empty for none.
Result<std::string> make_signature(const PrivateKey& key, const std::vector<DigestedPart>& parts, std::string_view key_info,
                                   std::string_view id = {});

// Content of ds:KeyInfo that carries a certificate: ds:X509Data with one ds:X509Certificate.
std::string x509_key_info(const Certificate& certificate);

}  // namespace sluis::native
