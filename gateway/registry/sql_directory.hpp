#pragma once

#include "gateway/registry/outbox_bell.hpp"
#include "gateway/registry/database.hpp"
#include "gateway/spi/directory.hpp"

namespace sluis::registry {

// Our own references, in the file of the registrations. What feeds the metahub is owed only when a patient's first reference came or
// his last one went, which is seen in the same transaction.
class SqlDirectory final : public spi::Directory {
 public:
  // Both must outlive this.
  SqlDirectory(Database& database, OutboxBell& bell) : database_(database), bell_(bell) {}

  Status declare(const model::Ssin& patient, const model::DirectoryEntry& entry, const std::string& declared_by, core::Instant at,
                 const std::vector<spi::OutboxItem>& feed) override;
  Result<bool> revoke(const model::Ssin& patient, const model::TransactionName& name, core::Instant at,
                      const std::vector<spi::OutboxItem>& feed) override;
  Result<std::vector<model::DirectoryEntry>> references(const model::Ssin& patient) override;
  Result<std::string> declared_by(const model::Ssin& patient, const model::TransactionName& name) override;

 private:
  Database& database_;
  OutboxBell& bell_;
};

}  // namespace sluis::registry
