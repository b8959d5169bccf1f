#pragma once

#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/registry/outbox_bell.hpp"
#include "gateway/registry/packed.hpp"
#include "gateway/registry/sqlite_file.hpp"
#include "gateway/registry/sqlite_directory.hpp"
#include "gateway/registry/sqlite_glass_reviews.hpp"
#include "gateway/registry/sqlite_hub_memory.hpp"
#include "gateway/registry/sqlite_outbox.hpp"
#include "gateway/registry/store.hpp"

namespace sluis::registry {

// The store in one SQLite file.
class SqliteStore final : public Store {
 public:
  // Throws std::runtime_error with one clear line.
  SqliteStore(const std::string& path, const core::Clock& clock, core::Random& random) : file_(path, clock), random_(random) {}

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
  Result<std::vector<spi::OutboxItem>> owed_under(const std::string& topic, const std::string& key) override;
  void when_owed(std::function<void()> hear) override { bell_.when_rung(std::move(hear)); }

 private:
  using Session = Poco::Data::Session;
  template <class Wanted>
  using Act = spi::Written (*)(Session&, const Wanted&, const model::Declaration&, const std::string& new_id);

  // An act with all that belongs to it, in one transaction.
  template <class Wanted>
  Result<spi::Written> act(Act<Wanted> act, std::string_view kind, std::string_view operation, const Wanted& wanted,
                           const model::Declaration& by);

  // The items of an act, named before its transaction begins.
  std::vector<spi::OutboxItem> owed_by(const model::Declaration& by);
  // An act and what is owed because of it, when it was stored.
  Result<spi::Written> write(const model::Declaration& by, const SqliteFile::Write& act);

  SqliteFile file_;
  OutboxBell bell_;
  SqliteOutbox outbox_{file_, bell_};
  SqliteGlassReviews reviews_{file_, bell_};
  SqliteDirectory directory_{file_, bell_};
  SqliteHubMemory hub_memory_{file_};
  core::Random& random_;
  Packer packer_;
};

}  // namespace sluis::registry
