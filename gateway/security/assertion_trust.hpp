#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/signature_check.hpp"
#include "gateway/spi/standing.hpp"
#include "mappings/saml11/assertion.hpp"

namespace sluis::security {

// Whom we believe about identities. The certificates are pinned by configuration: any of them may have signed, their own dates and
// chain play no part, and what KeyInfo holds is never read.
struct AssertionTrust {
  std::vector<native::Certificate> sts_certificates;
  std::vector<std::string> issuers{"urn:be:fgov:ehealth:sts:1_0"};
  std::vector<std::string> audiences;            // names we answer to when a token is restricted to an audience
  std::chrono::seconds skew{60};                 // rulings R34
  std::chrono::seconds longest_life{24 * 3600};
  spi::Standing* standing = nullptr;             // a pinned certificate that was revoked signs no more; null: not asked
};

// Issuer text and validity period; no cryptography. Faults: AssertionIssuer, AssertionConditions.
Status check_conditions(const mappings::saml11::Assertion& assertion, const AssertionTrust& trust, core::Instant now);

// The enveloped signature, over this very element, by one of the pinned certificates. Faults: AssertionSignature, and
// AlgorithmRefused when the signature is not one of the allowed kind. The document must be free of duplicate ids.
Status check_assertion_signature(const native::Document& document, const mappings::saml11::Assertion& assertion,
                                 const AssertionTrust& trust, core::Instant now);

}  // namespace sluis::security
