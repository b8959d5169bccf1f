#include "gateway/registry/sql_store.hpp"

#include <algorithm>
#include <utility>

#include "gateway/registry/archive_tables.hpp"
#include "gateway/registry/outbox_tables.hpp"
#include "gateway/registry/glass_tables.hpp"
#include "gateway/registry/record.hpp"
#include "gateway/registry/registration_writes.hpp"
#include "gateway/registry/right_tables.hpp"

namespace sluis::registry {
namespace {

constexpr std::string_view kDeclaration = "declaration";
constexpr std::string_view kRevocation = "revocation";

Status status_of(const Result<spi::Written>& written) {
  if (!written) return written.error();
  return Done{};
}

}  // namespace

Result<spi::PatientFile> SqlStore::file_of(const model::Ssin& patient) {
  return database_.read([&](Session& session) { return registry::file_of(records_of(session, patient)); });
}

Result<spi::PatientFile> SqlStore::file_as_known(const model::Ssin& patient, core::Instant known_at) {
  return database_.read([&](Session& session) {
    auto records = records_of(session, patient);
    forget_what_came_after(records, known_at);
    return registry::file_of(records);
  });
}

std::vector<spi::OutboxItem> SqlStore::owed_by(const model::Declaration& by) {
  std::vector<spi::OutboxItem> items;
  for (const auto& owed : by.owed) {
    spi::OutboxItem item;
    item.id = core::random_uuid(random_);
    item.topic = owed.topic;
    item.key = owed.key;
    item.created = item.due = by.at;
    item.payload = owed.payload;
    items.push_back(std::move(item));
  }
  return items;
}

Result<spi::Written> SqlStore::write(std::string_view key, const model::Declaration& by, const Database::Write& act) {
  const auto items = owed_by(by);
  auto written = database_.write(key, [&](Session& session) {
    auto result = act(session);
    if (result.state != spi::WriteState::Stored) return result;
    for (const auto& item : items) owe(session, item);
    return result;
  });
  if (written && written->state == spi::WriteState::Stored && !items.empty()) bell_.ring();
  return written;
}

template <class Wanted>
Result<spi::Written> SqlStore::act(Act<Wanted> act, std::string_view kind, std::string_view operation, const Wanted& wanted,
                                      const model::Declaration& by) {
  const auto original = packer_(by.original);
  return write(wanted.patient.text(), by, [&, id = core::random_uuid(random_)](Session& session) {
    auto written = act(session, wanted, by, id);
    if (written.state == spi::WriteState::Stored && (original || !by.notify.empty())) {
      attach(session, written.record_id, {by, wanted.patient, kind, operation, original.get()});
    }
    return written;
  });
}

Result<spi::Written> SqlStore::put_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) {
  return act<model::ConsentRegistration>(registry::put_consent, kConsent, kDeclaration, wanted, by);
}

Result<spi::Written> SqlStore::revoke_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) {
  return act<model::ConsentRegistration>([](Session& s, const auto& w, const auto& d, const auto&) { return registry::revoke_consent(s, w, d); },
                                         kConsent, kRevocation, wanted, by);
}

Result<spi::Written> SqlStore::put_link(const model::LinkRegistration& wanted, const model::Declaration& by) {
  return act<model::LinkRegistration>(registry::put_link, kLink, kDeclaration, wanted, by);
}

Result<spi::Written> SqlStore::revoke_link(const model::LinkRegistration& wanted, const model::Declaration& by) {
  return act<model::LinkRegistration>([](Session& s, const auto& w, const auto& d, const auto&) { return registry::revoke_link(s, w, d); },
                                      kLink, kRevocation, wanted, by);
}

Result<spi::Written> SqlStore::put_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) {
  return act<model::ExclusionRegistration>(registry::put_exclusion, kExclusion, kDeclaration, wanted, by);
}

Result<spi::Written> SqlStore::revoke_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) {
  return act<model::ExclusionRegistration>(
      [](Session& s, const auto& w, const auto& d, const auto&) { return registry::revoke_exclusion(s, w, d); }, kExclusion,
      kRevocation, wanted, by);
}

// What is written stays as it was; a disk that takes nothing shows all the same.
Status SqlStore::usable() {
  if (auto read = hub_memory_.feed_position(); !read) return read.error();
  if (database_.trouble().empty()) return Done{};
  return status_of(database_.write({}, [](Session& session) {
    session.run(session.dialect() == Dialect::Sqlite ? "PRAGMA user_version = 1" : "UPDATE hub_feed SET position = position");
    return spi::Written{spi::WriteState::Stored, {}};
  }));
}

Result<std::vector<spi::OutboxItem>> SqlStore::owed_under(const std::string& topic, const std::string& key) {
  return database_.read([&](Session& session) { return waiting_under(session, topic, key); });
}

Result<std::optional<model::KeptMessage>> SqlStore::original(const std::string& record_id, int version) {
  return database_.read([&](Session& session) { return original_of(session, record_id, version); });
}

Status SqlStore::keep(const spi::PolicyVersion& policy) {
  return status_of(database_.write("policy", [&](Session& session) {
    registry::keep(session, policy);
    return spi::Written{spi::WriteState::Stored, policy.digest};
  }));
}

Result<std::optional<spi::PolicyVersion>> SqlStore::policy_at(core::Instant at) {
  return database_.read([&](Session& session) { return registry::policy_at(session, at); });
}

Result<std::optional<spi::PolicyVersion>> SqlStore::policy(const std::string& digest) {
  return database_.read([&](Session& session) { return policy_of(session, digest); });
}

Status SqlStore::keep(const spi::KeptDecisions& decisions) {
  return status_of(database_.write({}, [&, content = pack(decisions.content)](Session& session) {
    registry::keep(session, decisions, content);
    return spi::Written{spi::WriteState::Stored, decisions.id};
  }));
}

Result<std::optional<spi::KeptDecisions>> SqlStore::decisions(const std::string& id) {
  return database_.read([&](Session& session) { return decisions_of(session, id); });
}

Result<std::vector<model::Notification>> SqlStore::notifications(const model::Ssin& recipient) {
  return database_.read([&](Session& session) {
    auto told = notifications_of(session, recipient);
    for (const auto& review : reviews_about(session, recipient)) {
      told.push_back({review.opened, recipient, recipient, "break_the_glass", "use", review.id, review.caller_name});
    }
    std::ranges::stable_sort(told, [](const auto& one, const auto& other) { return one.at > other.at; });
    return told;
  });
}

Result<std::vector<model::AccessRight>> SqlStore::rights_on(const model::TransactionName& document, core::Instant known_at) {
  return database_.read([&](Session& session) { return registry::rights_on(session, document, known_at); });
}

Result<spi::Written> SqlStore::put_right(const model::AccessRightRegistration& wanted, const model::Declaration& by) {
  return write(wanted.transaction.id, by, [&, original = packer_(by.original), id = core::random_uuid(random_)](Session& session) {
    return registry::put_right(session, wanted, by, original.get(), id);
  });
}

Result<spi::Written> SqlStore::revoke_rights(const model::AccessRightRegistration& wanted, const model::Declaration& by) {
  return write(wanted.transaction.id, by, [&, original = packer_(by.original)](Session& session) {
    return registry::revoke_rights(session, wanted, by, original.get());
  });
}

}  // namespace sluis::registry
