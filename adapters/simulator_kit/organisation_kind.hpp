#pragma once

#include <string>
#include <string_view>

#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {

// How an organisation appears outside: in certificates (identifiers.md section 9) and in token attributes
// (security.md 3.1).
struct OrganisationKind {
  std::string_view category;          // CD-HCPARTY
  std::string_view certificate_type;  // NIHII-HOSPITAL, CBE, ...
  std::string_view attribute;         // hospital, pharmacy, ...; empty when identified by CBE or EHP
  std::string_view identity_kind;     // in sandbox.json
};

OrganisationKind kind_of(const Organisation& organisation);
// The number that its certificate names, of the type of kind_of().
const std::string& number_of(const Organisation& organisation);

}  // namespace sluis::sandbox
