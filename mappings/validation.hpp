#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mappings/schemas.hpp"

namespace sluis::mappings {

// One thing that a schema, or the service asked for, finds wrong in a text.
struct Finding {
  int line = 0;          // from 1
  int column = 0;        // from 1, bytes
  std::string path;      // local names from the checked element; "" for the text as a whole
  std::string expected;  // what is wanted instead; no content of the message
};

// Checks a body element or a whole SOAP message (told apart by the root): the envelope with its header against the soap
// schema, each body element against the schema of its service. A text that is not well-formed gives one finding.
// `service`: consent, therlink, exclusion or intrahub: an element of another one is a finding; empty: told by the
// element. Empty result: valid. The text is parsed for this call alone; nothing is ever written into it.
std::vector<Finding> validate_message(std::string_view text, const Schemas& schemas, std::string_view service = {});

}  // namespace sluis::mappings
