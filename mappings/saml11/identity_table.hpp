#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/identity.hpp"

namespace sluis::mappings::saml11 {

// Which attribute of a token says what: mappings/policy/token_attributes.table. Name and namespace are compared together.
class IdentityTable final {
 public:
  static IdentityTable load(const std::string& path);  // throws std::runtime_error naming file and line

  // Who these attributes certify: category, categories, numbers, names and the attributes; the other members are the caller's to
  // fill. Professions and organisations count only with a certified `true`; a person without any is a citizen ("patient"). A person
  // whose number is no SSIN is nobody: a certified organisation then stands alone.
  // Fault AttributesRefused: nobody is named, a value is invalid, an organisation is stated but not certified, or attributes
  // contradict each other.
  Result<model::Identity> identify(const std::vector<model::Attribute>& attributes) const;

  enum class Kind { Ssin, HolderSsin, FirstName, FamilyName, Profession, Nihii, OrganisationNumber, OrganisationFlag };
  struct Row {
    Kind kind;
    std::string group;     // profession: CD-HCPARTY category; organisation: name of the pattern
    std::string says;      // number: nihii, cbe, ehp; flag: CD-HCPARTY category
    std::size_t position;  // in the table: decides which of several professions is the first
  };

 private:
  std::multimap<std::pair<std::string, std::string>, Row> rows_;  // by namespace URI and attribute name
};

}  // namespace sluis::mappings::saml11
