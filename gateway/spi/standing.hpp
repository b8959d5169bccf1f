#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"
#include "gateway/native/certificate.hpp"

namespace sluis::spi {

// What somebody showed a certificate for.
enum class CertificateUse : std::uint8_t {
  Holder,           // the key of a message or a connection at our door
  TokenService,     // signed an assertion
  Proof,            // a patient's signature
  Signer,           // signed what was sealed for us
  EncryptionToken,  // we seal for it
};

// What is known against certificates that are otherwise good: revocation. Thread-safe.
class Standing {
 public:
  virtual ~Standing() = default;
  // "" when it may be believed, else why not, for our log: no name in it. Looks into memory; only about a certificate that was
  // never seen before it may wait a moment for the first answer.
  virtual std::string objection(const native::Certificate& certificate, CertificateUse use, core::Instant at) = 0;
};

}  // namespace sluis::spi
