#pragma once

#include "gateway/registry/database.hpp"
#include "gateway/spi/directory.hpp"

namespace sluis::registry {

// What the metahub told, in the file of the registrations.
class SqlHubMemory final : public spi::HubMemory {
 public:
  explicit SqlHubMemory(Database& database) : database_(database) {}  // must outlive this

  Result<std::optional<spi::KnownHubs>> hubs_of(const model::Ssin& patient) override;
  Status remember(const model::Ssin& patient, const spi::KnownHubs& known) override;
  Status forget(const model::Ssin& patient) override;
  Status forget_all() override;
  Result<std::string> feed_position() override;
  Status set_feed_position(const std::string& position) override;

 private:
  Database& database_;
};

}  // namespace sluis::registry
