#pragma once

#include "gateway/registry/outbox_bell.hpp"
#include "gateway/registry/database.hpp"
#include "gateway/spi/outbox.hpp"

namespace sluis::registry {

// The outbox in the registry's own file. An item is held by a lease: who dies while he holds one loses it when the lease ends.
class SqlOutbox final : public spi::Outbox {
 public:
  SqlOutbox(Database& database, OutboxBell& bell) : database_(database), bell_(bell) {}

  Status add(const spi::OutboxItem& item) override;
  Result<std::vector<spi::OutboxItem>> claim(const std::string& topic, core::Instant now, std::chrono::seconds lease, int most) override;
  Status done(const std::string& id, const std::string& note) override;
  Status refused(const std::string& id, const std::string& note) override;
  Status later(const std::string& id, core::Instant due, const std::string& note) override;
  Result<std::vector<spi::OutboxItem>> items(const std::string& topic, spi::OutboxState state, int most) override;
  Result<long> waiting(const std::string& topic) override;

 private:
  template <class Work>
  Status change(const std::string& id, Work work);

  Database& database_;
  OutboxBell& bell_;
};

}  // namespace sluis::registry
