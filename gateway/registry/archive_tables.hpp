#pragma once

#include <Poco/Data/Session.h>

#include <optional>
#include <string>
#include <vector>

#include "gateway/registry/packed.hpp"
#include "gateway/spi/archive.hpp"

// The tables of what is kept beside the registrations: originals, notifications, policies, decisions. All throw
// Poco::Exception; a write belongs to the transaction that the caller has begun.
namespace sluis::registry {

// The row that holds these bytes; made when there is none yet.
std::int64_t keep_original(Poco::Data::Session& session, const Packed& packed);

// What belongs to an act beside its event. `original` may be null.
struct Attachment {
  const model::Declaration& by;
  const model::Ssin& patient;
  std::string_view kind;
  std::string_view operation;
  const Packed* original = nullptr;
};
// To the newest event of the record.
void attach(Poco::Data::Session& session, const std::string& record_id, const Attachment& attachment);

std::optional<model::KeptMessage> original_of(Poco::Data::Session& session, const std::string& record_id, int version);
std::vector<model::Notification> notifications_of(Poco::Data::Session& session, const model::Ssin& recipient);

void keep(Poco::Data::Session& session, const spi::PolicyVersion& policy);
std::optional<spi::PolicyVersion> policy_at(Poco::Data::Session& session, core::Instant at);
std::optional<spi::PolicyVersion> policy_of(Poco::Data::Session& session, const std::string& digest);

// `content` is decisions.content, packed before the transaction.
void keep(Poco::Data::Session& session, const spi::KeptDecisions& decisions, const Packed& content);
std::optional<spi::KeptDecisions> decisions_of(Poco::Data::Session& session, const std::string& id);

}  // namespace sluis::registry
