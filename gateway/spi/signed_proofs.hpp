#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include "gateway/core/clock.hpp"
#include "gateway/model/claims.hpp"

namespace sluis::spi {

// What a patient signed with his eID: whom it concerns (therapeutic-link.md section 5.1).
struct SignedProof {
  std::string signer;  // serialNumber of the subject: the SSIN
  model::PatientClaim patient;
  model::PartyClaim party;
};

// Opens the binary part of an eidsigning proof. A failure is the name of a row of business_errors.table (binary_invalid,
// certificate_expired, certificate_invalid, certificate_not_for_signing, certificate_not_trusted). Thread-safe.
class SignedProofs {
 public:
  virtual ~SignedProofs() = default;
  virtual std::variant<SignedProof, std::string> open(std::span<const std::uint8_t> cms, core::Instant at) const = 0;
};

}  // namespace sluis::spi
