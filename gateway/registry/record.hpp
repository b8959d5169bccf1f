#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/model/registration.hpp"
#include "gateway/registry/session.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

inline constexpr std::string_view kConsent = "consent";
inline constexpr std::string_view kLink = "link";
inline constexpr std::string_view kExclusion = "exclusion";

// A declaration or a revocation. `named_date` is the date that a revocation names (of a consent: its revocation date; of a link:
// the end as written, "" when absent); `ends_early_on` the future day on which a link ends by it, else "".
struct RecordEvent {
  int version = 1;
  std::string operation;
  model::Declaration declaration;
  std::string named_date;
  std::string ends_early_on;
};

// A registration as stored, with its events, oldest first.
struct Record {
  std::int64_t seq = 0;
  std::string id;
  std::string kind;
  std::string patient;
  std::string first_name;
  std::string family_name;
  std::string party_key;  // "" for a consent
  std::string party;      // JSON
  std::string type;
  std::string starts_on;  // of a consent: its sign date
  std::string ends_on;
  std::string comment;
  std::string named_author;  // JSON; "" unless a consent names another author than its message
  bool open = true;
  std::vector<RecordEvent> events;
};

// All of one patient, oldest first, by one statement: hence one consistent state. Throws DatabaseError, std::runtime_error.
std::vector<Record> records_of(Session& session, const model::Ssin& patient);

// Leaves the records as they were at that moment: later events, and records that begin with one, are gone.
void forget_what_came_after(std::vector<Record>& records, core::Instant known_at);

// Stores a new record with its first event.
void insert(Session& session, const Record& record);
// Appends to the record; its version is one above the last.
void append(Session& session, const Record& record, RecordEvent event);
// No later registration is held off by this one any more.
void close(Session& session, const Record& record);

// Throw std::runtime_error when a stored text can't be what this program wrote.
model::Consent consent_of(const Record& record);
model::TherapeuticLink link_of(const Record& record);
model::Exclusion exclusion_of(const Record& record);
spi::PatientFile file_of(const std::vector<Record>& records);

}  // namespace sluis::registry
