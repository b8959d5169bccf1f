#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "adapters/hub/simulator/hub_seal.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::sandbox {

// The seal of one hub in this world: its own keys, the roots, and the depot where it finds encryption tokens.
struct HubKeys {
  native::Credential signer;
  std::vector<native::Credential> encryption;  // newest first; old ones still open
  std::vector<native::Certificate> roots;
  // The token of this actor, DER; nullopt when the depot has none.
  std::function<std::optional<std::string>(const std::string& type, const std::string& value, const std::string& application)>
      token_of;
};

class SealedFolders final : public HubSeal {
 public:
  SealedFolders(HubKeys keys, const core::Clock& clock) : keys_(std::move(keys)), clock_(clock) {}
  Result<std::string> open(std::string_view sealed) override;
  Result<std::string> seal(std::string_view clear, const EncryptionActor& reader) override;

 private:
  HubKeys keys_;
  const core::Clock& clock_;
};

}  // namespace sluis::sandbox
