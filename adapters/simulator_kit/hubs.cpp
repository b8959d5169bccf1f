#include "adapters/simulator_kit/hubs.hpp"

#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {

const std::vector<HubIdentity>& hub_identities() {
  static const std::vector<HubIdentity> all = {
      {1, "1999990144", "Sandbox hub A", "HUBAID", false},
      {2, "1999990342", "Sandbox hub B", "HUBBID", false},
      {kVitalink, "1999990243", "Sandbox Vitalink gateway", "vitalinkuri", true},
      {5, "1999990441", "Sandbox hub C", "HUBCID", false},
      {6, "1999990540", "Sandbox hub D", "HUBDID", false, "", true}};
  return all;
}

std::string hub_name(const HubIdentity& hub) {
  return "hub" + std::to_string(hub.number);
}

}  // namespace sluis::sandbox
