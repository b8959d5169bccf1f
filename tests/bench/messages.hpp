#pragma once

#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::bench {

// A token service and holders of its tokens, made for one run.
class Speakers final {
 public:
  // `sessions` physicians' tokens, shared out over the messages.
  Speakers(int sessions, core::Random& random, core::Instant now);

  // Distinct signed GetPatientConsent messages, each about `payload_bytes` long (padded with names of the patient).
  std::vector<std::string> messages(int count, std::size_t payload_bytes, core::Random& random, core::Instant now) const;
  std::string sts_certificate() const { return sts_.certificate.pem(); }
  std::string holder_certificate() const { return holder_.certificate.pem(); }

 private:
  native::Credential sts_;
  native::Credential holder_;
  std::vector<std::pair<std::string, std::string>> assertions_;  // id, canonical text
};

}  // namespace sluis::bench
