#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/hub/simulator/hub.hpp"
#include "adapters/hub/simulator/sealed_folders.hpp"
#include "adapters/simulator_kit/key_ring.hpp"

namespace sluis::sandbox {

// All hubs of one sandbox, the vault among them: they know each other, and each has its keys.
class HubCountry final {
 public:
  // `answers`: whether a source of this name is to be reached now, as the scenario says.
  explicit HubCountry(std::function<bool(const std::string& source)> answers) : answers_(std::move(answers)) {}

  // Once for each hub, in the order in which they start; the hub outlives its last question.
  void add(Hub& hub, const HubIdentity& identity, KeyRing& ring, const Pki& pki, const core::Clock& clock);
  Hub* vault() const { return vault_; }  // null before it was added

 private:
  std::function<bool(const std::string&)> answers_;
  std::vector<Hub*> hubs_;
  std::vector<std::unique_ptr<SealedFolders>> seals_;
  Hub* vault_ = nullptr;
};

}  // namespace sluis::sandbox
