#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "gateway/native/certificate.hpp"
#include "gateway/native/xml_document.hpp"
#include "gateway/security/assertion_trust.hpp"
#include "gateway/spi/standing.hpp"

namespace sluis::security {

// What the operator decides about the gate. Defaults are those of security.md section 4.1 and rulings R34.
struct GateSettings {
  AssertionTrust trust;                           // pinned token service certificates, issuers, skew and life of assertions
  std::vector<native::Certificate> holder_roots;  // when filled, a holder certificate must chain to one of them and be in date
  spi::Standing* standing = nullptr;              // what is known against holders' certificates; null: revocation is not checked
  std::vector<std::string> actors;                // SOAP actors that we are, beside none and "next"
  std::string policy_folder;                      // mappings/policy: token_attributes.table, certificate_types.table
  native::ParseLimits limits;
  std::chrono::seconds future_skew{60};           // Created may be this far ahead of our clock
  std::chrono::seconds past_skew{300};            // Expires may be this long ago
  std::chrono::seconds longest_timestamp{300};    // Expires minus Created
  bool bare_holder_keys = false;                  // a holder given as ds:KeyValue, without certificate
  bool header_token_needs_certificate = false;    // JSON door: a SAML token alone is not enough
  std::size_t inflated_token_bytes = 256 * 1024;  // JSON door: a deflated token may grow to this
  int security_log_lines = 60;                    // a minute; what is left out is counted
};

}  // namespace sluis::security
