#pragma once

#include "adapters/pharmaceutical_dossier/desk.hpp"

namespace sluis::adapters::pharmaceutical_dossier {

// Letters to the TIP that may leave later: kept in the outbox sealed for ourselves, sent one after the other of each pharmacy, oldest
// first, until the TIP accepts or refuses.
class Queue final : public spi::Deliverer {
 public:
  Queue(const Office& office, Desk& desk) : office_(office), desk_(desk) {}

  bool is_open() const;  // false in a house without registry or sealer: then everything is sent at once
  // Durable when it returns. `id`: of the message. Faults: RegistryUnavailable, SealRefused.
  Status add(const std::string& id, const Letter& letter) const;

  std::string topic() const override;
  spi::DeliveryResult deliver(const spi::OutboxItem& item, spi::Deadline deadline) override;

 private:
  std::optional<spi::DeliveryResult> filter(Letter& letter, const Requestor& requestor, spi::Deadline deadline) const;

  const Office& office_;
  Desk& desk_;
};

}  // namespace sluis::adapters::pharmaceutical_dossier
