#pragma once

#include "gateway/registry/store.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::registry {

// Serves the reviews of break-the-glass as if they were a network like the others. Faults: those of the store; NotFound, Conflict.
class ReviewNetwork final : public spi::Network {
 public:
  explicit ReviewNetwork(Store& store);  // must outlive this

  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override;
  Result<model::Answer> exchange(const model::Order& order, const model::Decision& decision, spi::Deadline deadline) override;

 private:
  spi::NetworkSettings settings_;
  Store& store_;
};

}  // namespace sluis::registry
