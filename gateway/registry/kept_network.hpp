#pragma once

#include "gateway/registry/store.hpp"
#include "gateway/spi/network.hpp"
#include "gateway/spi/registers.hpp"

namespace sluis::registry {

// Serves what is kept beside the registrations, as if it were a network like the others: the message behind an act, what somebody
// has to be told, rights on single documents, and whom an exclusion would keep out. Faults: those of the store;
// EvidenceUnavailable when a preview needs a register that can't be reached.
class KeptNetwork final : public spi::Network {
 public:
  // registers may be null: then a preview knows no other numbers than those given. Store and registers must outlive this.
  KeptNetwork(Store& store, spi::Registers* registers);

  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override;
  Result<model::Answer> exchange(const model::Order& order, const model::Decision& decision, spi::Deadline deadline) override;

 private:
  Result<model::Answer> evidence(const model::EvidenceOrder& asked);
  Result<model::Answer> notifications(const model::Order& order);
  Result<model::Answer> access_right(const model::Order& order, const model::Decision& decision);
  Result<model::Answer> preview(const model::Order& order, const model::Decision& decision);
  Status add_numbers(model::ExclusionPreview& preview);

  spi::NetworkSettings settings_;
  Store& store_;
  spi::Registers* registers_;
};

}  // namespace sluis::registry
