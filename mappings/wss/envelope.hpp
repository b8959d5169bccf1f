#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::mappings::wss {

// When a message is made and how long its Timestamp lives (60 s as the platform's own client does, security.md section 2.1).
struct Stamp {
  core::Instant now;
  core::Random& random;  // ids of the signed parts
  std::chrono::seconds life{60};
};

// Every writer takes the one body element as canonical XML that declares its own namespaces (what XmlWriter writes, or
// canonical_element() of any text), and gives a whole SOAP 1.1 envelope, UTF-8, with nothing left to normalise.

// No security header.
std::string plain_envelope(std::string_view body_element);

// Timestamp, Assertion, Signature over Body and Timestamp by the holder key, KeyInfo by SAMLAssertionID (security.md section 4).
// `assertion` is put in as it is: it must be the canonical text that was received. Fault: KeyUnreadable.
Result<std::string> token_envelope(std::string_view body_element, std::string_view assertion, std::string_view assertion_id,
                                   const native::PrivateKey& holder, const Stamp& stamp);

// Timestamp, BinarySecurityToken, Signature over Body, Timestamp and token (security.md section 2.1): what the token service
// wants, and what an answer of ours looks like when the setting says that answers are signed. Fault: KeyUnreadable.
Result<std::string> certificate_envelope(std::string_view body_element, const native::Credential& sender, const Stamp& stamp);
Result<std::string> signed_answer(std::string_view body_element, const native::Credential& server, const Stamp& stamp);

// Canonical text of the root element of any XML text: comments, prolog and layout of the tags are gone, content is unchanged.
// Faults of native::Document::parse.
Result<std::string> canonical_element(std::string_view xml);

}  // namespace sluis::mappings::wss
