#pragma once

#include <string>
#include <vector>

#include "adapters/simulator_kit/message_security.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::sandbox {

struct AssertionContent {
  std::string id;
  core::Instant issued, not_before, not_on_or_after;
  native::Certificate holder;
  std::vector<TokenAttribute> attributes;
};

// A SAML 1.1 holder-of-key assertion as the platform's token service issues it (security.md section 3): signature last,
// by `signer`, whose certificate goes along. Canonical text.
Result<std::string> make_assertion(const AssertionContent& content, const native::Credential& signer);

}  // namespace sluis::sandbox
