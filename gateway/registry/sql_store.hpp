#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/registry/outbox_bell.hpp"
#include "gateway/registry/packed.hpp"
#include "gateway/registry/database.hpp"
#include "gateway/registry/sql_directory.hpp"
#include "gateway/registry/sql_glass_reviews.hpp"
#include "gateway/registry/sql_hub_memory.hpp"
#include "gateway/registry/sql_outbox.hpp"
#include "gateway/registry/sql_replay_memory.hpp"
#include "gateway/registry/store.hpp"

namespace sluis::registry {

// The store in tables, whatever database holds them.
class SqlStore final : public Store {
 public:
  SqlStore(std::unique_ptr<Database> database, core::Random& random) : owned_(std::move(database)), random_(random) {}

  Result<spi::PatientFile> file_of(const model::Ssin& patient) override;
  Result<spi::PatientFile> file_as_known(const model::Ssin& patient, core::Instant known_at) override;
  Result<spi::Written> put_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> put_link(const model::LinkRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_link(const model::LinkRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> put_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) override;

  Result<std::optional<model::KeptMessage>> original(const std::string& record_id, int version) override;
  Status keep(const spi::PolicyVersion& policy) override;
  Result<std::optional<spi::PolicyVersion>> policy_at(core::Instant at) override;
  Result<std::optional<spi::PolicyVersion>> policy(const std::string& digest) override;
  Status keep(const spi::KeptDecisions& decisions) override;
  Result<std::optional<spi::KeptDecisions>> decisions(const std::string& id) override;
  Result<std::vector<model::Notification>> notifications(const model::Ssin& recipient) override;

  Result<std::vector<model::AccessRight>> rights_on(const model::TransactionName& document, core::Instant known_at) override;
  Result<spi::Written> put_right(const model::AccessRightRegistration& wanted, const model::Declaration& by) override;
  Result<spi::Written> revoke_rights(const model::AccessRightRegistration& wanted, const model::Declaration& by) override;

  spi::Outbox& outbox() override { return outbox_; }
  spi::GlassReviews& glass_reviews() override { return reviews_; }
  spi::Directory& directory() override { return directory_; }
  spi::HubMemory& hub_memory() override { return hub_memory_; }
  std::unique_ptr<spi::ReplayMemory> replay_memory(std::size_t most) override { return std::make_unique<SqlReplayMemory>(database_, most); }
  Status usable() override;
  Result<std::vector<spi::OutboxItem>> owed_under(const std::string& topic, const std::string& key) override;
  void when_owed(std::function<void()> hear) override { bell_.when_rung(std::move(hear)); }

 private:
  template <class Wanted>
  using Act = spi::Written (*)(Session&, const Wanted&, const model::Declaration&, const std::string& new_id);

  // An act with all that belongs to it, in one transaction.
  template <class Wanted>
  Result<spi::Written> act(Act<Wanted> act, std::string_view kind, std::string_view operation, const Wanted& wanted,
                           const model::Declaration& by);

  // The items of an act, named before its transaction begins.
  std::vector<spi::OutboxItem> owed_by(const model::Declaration& by);
  // An act and what is owed because of it, when it was stored.
  Result<spi::Written> write(std::string_view key, const model::Declaration& by, const Database::Write& act);

  std::unique_ptr<Database> owned_;
  Database& database_{*owned_};
  OutboxBell bell_;
  SqlOutbox outbox_{database_, bell_};
  SqlGlassReviews reviews_{database_, bell_};
  SqlDirectory directory_{database_, bell_};
  SqlHubMemory hub_memory_{database_};
  core::Random& random_;
  Packer packer_;
};

}  // namespace sluis::registry
