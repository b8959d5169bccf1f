#pragma once

#include "adapters/vitalink/native_client.hpp"
#include "gateway/spi/network.hpp"
#include "mappings/hubservices_v3/peer_codes.hpp"

namespace sluis::adapters::vitalink {

// The vault by its native door: the reference list, the medication scheme as a whole, and when something changed last. Everything else
// is for the gateway door.
class NativeExchange final : public spi::Network {
 public:
  // Settings: url, hub_id, and optional trusted_roots, title, identity. Throws std::runtime_error naming the key.
  NativeExchange(spi::NetworkSettings settings, const spi::Surroundings& house);

  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override;
  // PutTransactionSet stores what is new and then removes what the set no longer names: calls of their own, so that one may fail after
  // another was done; the error then says so, and the version has changed.
  Result<model::Answer> exchange(const model::Order& order, const model::Decision& decision, spi::Deadline deadline) override;

 private:
  Result<model::Answer> list(const model::Order& order, spi::Deadline deadline) const;
  Result<model::Answer> get_set(const model::Order& order, spi::Deadline deadline) const;
  Result<model::Answer> put_set(const model::Order& order, spi::Deadline deadline) const;
  Result<model::Answer> latest_update(const model::Order& order, spi::Deadline deadline) const;
  Result<std::string> for_reader(const model::Order& order, std::string message, spi::Deadline deadline) const;
  model::DirectoryEntry scheme_reference(const NativeClient::WholeNode& whole, const model::DirectoryEntry& newest) const;
  std::vector<model::BusinessError> errors_of(const mappings::vitalink::NativeResponse& response) const;
  std::string setting(const std::string& key) const;

  spi::NetworkSettings settings_;
  const spi::Surroundings house_;
  NativeClient client_;
  mappings::hubservices_v3::PeerCodes codes_;
};

}  // namespace sluis::adapters::vitalink
