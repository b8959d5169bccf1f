#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/security/gate.hpp"

namespace sluis::security {

// Whether a whole text (envelope or bare element) follows the schemas; SchemaViolation with path and expectation otherwise. `sluis
// verify` makes it of mappings::validate_message.
using SchemaCheck = std::function<Status(std::string_view text)>;

// What the gate thinks of a file.
struct FileVerdict {
  std::string kind;  // "signed message", "assertion", "token request", "unsigned form"
  std::string note;  // what was and what was not proved, one sentence
  int rule = 0;      // step of security.md section 4.1 that refused
  std::string rule_name;
  std::optional<Fault> fault;
  std::optional<model::Identity> identity;  // nobody for an unsigned form

  bool accepted() const { return !fault.has_value(); }
};

// The core of `sluis verify`: the very same gate on a file, then the schema (step 11).
//   SOAP message with a token            all rules
//   request to the token service         the X.509 profile (security.md section 2.1)
//   assertion, or a response holding one rules of the assertion
//   SOAP fault, bare WS-Trust request or challenge: the platform signs none of them; only the form is checked, nobody is identified
// Everything else that is not signed is refused; where even its form is wrong, that is said (SOA-03006).
FileVerdict check_file(std::string_view text, const Gate& gate, const SchemaCheck& schema);

}  // namespace sluis::security
