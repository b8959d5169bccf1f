#pragma once

#include <string>
#include <vector>

#include "adapters/hub/simulator/hub.hpp"

namespace sluis::sandbox {

// The hubs of the sandbox, the Vitalink gateway among them, in order of their number in the world. Numbers are fictional, with
// right check digits.
const std::vector<HubIdentity>& hub_identities();

// As in scenarios and logs: "hub1".
std::string hub_name(const HubIdentity& hub);

}  // namespace sluis::sandbox
