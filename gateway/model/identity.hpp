#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/model/identifiers.hpp"

namespace sluis::model {

// An attribute of a token; name and namespace are compared together, always (security.md section 3).
struct Attribute {
  std::string name;
  std::string name_space;
  std::vector<std::string> values;
};

enum class OrganisationScheme { Nihii, Cbe, Ehp };

struct OrganisationNumber {
  OrganisationScheme scheme = OrganisationScheme::Nihii;
  std::string number;  // NIHII 8 digits, CBE and EHP 10
  bool operator==(const OrganisationNumber&) const = default;
};

// Who a verified token (or client certificate) certifies. Made by security only.
//   citizen:       ssin, category "patient"
//   professional:  ssin, nihii when he has one, category "persphysician", ...
//   organisation:  organisation, category "orghospital", "orgpharmacy", "orginsurance", "groupofnurses", "hub", ...
// A token may certify an organisation and the person before it (pharmacy holder): then both are filled and category is the
// organisation's.
struct Identity {
  std::string category;  // CD-HCPARTY, or "patient"
  std::optional<Ssin> ssin;
  std::optional<Nihii> nihii;
  std::optional<OrganisationNumber> organisation;
  std::string first_name;
  std::string family_name;
  std::vector<Attribute> attributes;
  std::string subject;       // subject name of the holder, for the trail
  std::string assertion_id;  // "" when authenticated by certificate alone
  std::string credential;    // fingerprint of the holder key's certificate

  bool is_citizen() const { return category == "patient"; }
  bool is_organisation() const { return organisation.has_value(); }
  // Every CD-HCPARTY category that the token certifies for the person (one person may hold several professions).
  std::vector<std::string> categories;
};

}  // namespace sluis::model
