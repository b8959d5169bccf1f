#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/hub/simulator/hub_seal.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::sandbox {

// The hcparty elements of an author, taken apart.
struct HubParties {
  std::vector<std::string> contents;  // of each organisation and person, canonical, without what only sealing needs
  std::vector<std::string> numbers;   // their identifiers
  std::string hub;                    // EHP number of the first hub party, "" when there is none
};
HubParties parties_of(native::Node author);

// Who asks, as the request's author says; the hub believes the organisation that signed.
struct HubCaller {
  HubParties parties;
  std::string category;  // CD-HCPARTY of the last party that is no program
  std::optional<EncryptionActor> actor;

  bool pharmacist() const { return category == "perspharmacist" || category == "orgpharmacy"; }
  bool is_one_of(const std::vector<std::string>& numbers) const;
};
HubCaller caller_of(native::Node request);

}  // namespace sluis::sandbox
