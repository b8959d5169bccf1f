#pragma once

#include <string>
#include <vector>

#include "gateway/native/certificate.hpp"

// What a certificate says beside who it is and how long: for the list of what is trusted, and for revocation.
namespace sluis::native {

std::string serial_of(const Certificate& certificate);  // hexadecimal, capitals, as `openssl x509 -serial` prints it

// Where its issuer says that revocations are told: cRLDistributionPoints (RFC 5280 section 4.2.1.13) and the OCSP addresses of
// authorityInfoAccess (section 4.2.2.1). Only http and https addresses; empty when it names none.
struct RevocationAddresses {
  std::vector<std::string> lists;
  std::vector<std::string> responders;
};
RevocationAddresses revocation_addresses(const Certificate& certificate);

// Whether names, key identifiers and key usage fit; the signature is not tried (verify_chain does).
bool is_issued_by(const Certificate& certificate, const Certificate& issuer);

bool is_self_signed(const Certificate& certificate);
bool is_authority(const Certificate& certificate);  // basicConstraints CA

}  // namespace sluis::native
