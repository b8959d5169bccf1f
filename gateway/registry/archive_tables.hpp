#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/registry/packed.hpp"
#include "gateway/registry/session.hpp"
#include "gateway/spi/archive.hpp"

// The tables of what is kept beside the registrations: originals, notifications, policies, decisions. All throw
// DatabaseError; a write belongs to the transaction that the caller has begun.
namespace sluis::registry {

// The row that holds these bytes; made when there is none yet.
std::int64_t keep_original(Session& session, const Packed& packed);

// What belongs to an act beside its event. `original` may be null.
struct Attachment {
  const model::Declaration& by;
  const model::Ssin& patient;
  std::string_view kind;
  std::string_view operation;
  const Packed* original = nullptr;
};
// To the newest event of the record.
void attach(Session& session, const std::string& record_id, const Attachment& attachment);

std::optional<model::KeptMessage> original_of(Session& session, const std::string& record_id, int version);
std::vector<model::Notification> notifications_of(Session& session, const model::Ssin& recipient);

void keep(Session& session, const spi::PolicyVersion& policy);
std::optional<spi::PolicyVersion> policy_at(Session& session, core::Instant at);
std::optional<spi::PolicyVersion> policy_of(Session& session, const std::string& digest);

// `content` is decisions.content, packed before the transaction.
void keep(Session& session, const spi::KeptDecisions& decisions, const Packed& content);
std::optional<spi::KeptDecisions> decisions_of(Session& session, const std::string& id);

}  // namespace sluis::registry
