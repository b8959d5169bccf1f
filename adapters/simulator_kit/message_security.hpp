#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/soap.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/certificate.hpp"

namespace sluis::sandbox {

struct TokenAttribute {
  std::string name, ns;
  std::vector<std::string> values;
};

// What a verified assertion says.
struct Token {
  std::string assertion_id;
  native::Certificate holder;
  std::vector<TokenAttribute> attributes;

  // First value of the attribute in this namespace; empty when absent.
  std::string value(std::string_view name, std::string_view ns) const;
  bool certified(std::string_view name) const;  // certified, and "true"
  // Whether the platform certifies that this is a recognised organisation, of whatever kind.
  bool recognised_organisation() const;
};

// The simulators' own verification of WS-Security (security.md 2.1, 4 and 4.1); it shares no code with the gateway's
// Gate.
class MessageSecurity final {
 public:
  MessageSecurity(const core::Clock& clock, native::Certificate sts, std::vector<native::Certificate> intermediates,
                  native::Certificate root);

  // Signed by a certificate in the header (Body, Timestamp and the certificate itself): who that is.
  Result<native::Certificate> certificate_caller(const SoapMessage& message);
  // Signed by the holder of an assertion in the header (Body and Timestamp).
  Result<Token> token_caller(const SoapMessage& message);
  // An assertion on its own: issuer, period, the token service's signature, holder of key.
  Result<Token> assertion(const native::Document& document, native::Node assertion) const;
  // Whether a certificate is one of ours and valid now.
  Status known(const native::Certificate& certificate) const;

 private:
  Status timestamp(native::Node timestamp) const;
  Status unseen(const std::string& signature_value);

  const core::Clock& clock_;
  native::Certificate sts_;
  std::vector<native::Certificate> intermediates_;
  std::vector<native::Certificate> roots_;
  std::mutex mutex_;
  std::map<std::string, core::Instant> seen_;  // signature value -> when it may be forgotten
};

}  // namespace sluis::sandbox
