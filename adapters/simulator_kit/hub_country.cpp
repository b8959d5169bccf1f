#include "adapters/simulator_kit/hub_country.hpp"

namespace sluis::sandbox {

void HubCountry::add(Hub& hub, const HubIdentity& identity, KeyRing& ring, const Pki& pki, const core::Clock& clock) {
  const auto& own = ring.service(hub.name());
  const auto token_of = [&ring, &clock](const std::string& type, const std::string& value, const std::string& application) {
    return ring.token({"", type, value, application}, clock.now());
  };
  seals_.push_back(std::make_unique<SealedFolders>(
      HubKeys{own.authentication, {own.encryption}, {pki.root, pki.ehealth_ca, pki.citizen_ca}, token_of}, clock));
  hub.use_seal(*seals_.back());
  const auto reached = [this](const Hub& other) {
    return [this, name = std::string(other.name())] { return answers_(name); };
  };
  for (auto* other : hubs_) {
    hub.knows(*other, reached(*other));
    other->knows(hub, reached(hub));
  }
  hubs_.push_back(&hub);
  if (identity.vitalink) vault_ = &hub;
}

}  // namespace sluis::sandbox
