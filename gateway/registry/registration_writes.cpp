#include "gateway/registry/registration_writes.hpp"

#include <stdexcept>

#include "gateway/registry/claim_json.hpp"

namespace sluis::registry {
namespace {

using spi::WriteState;
using spi::Written;

core::Date required(const std::optional<core::Date>& date, const char* what) {
  if (!date) throw std::invalid_argument(std::string("a registration came without ") + what);
  return *date;
}

std::string text_of(const std::optional<core::Date>& date) { return date ? core::to_text(*date) : std::string{}; }

template <class Registration>
Record new_record(std::string_view kind, const Registration& wanted, const model::Declaration& by, const std::string& id) {
  Record record;
  record.id = id;
  record.kind = kind;
  record.patient = wanted.patient.text();
  record.first_name = wanted.first_name;
  record.family_name = wanted.family_name;
  record.events.push_back({1, "declaration", by, {}, {}});
  return record;
}

// The newest record of a kind that `fits`; null when there is none.
template <class Fits>
const Record* newest(const std::vector<Record>& records, std::string_view kind, Fits fits) {
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (record->kind == kind && fits(*record)) return &*record;
  }
  return nullptr;
}

bool is_open(const Record& record) { return record.open; }

}  // namespace

Written put_consent(Session& session, const model::ConsentRegistration& wanted, const model::Declaration& by,
                    const std::string& new_id) {
  const auto records = records_of(session, wanted.patient);
  if (const auto* active = newest(records, kConsent, is_open)) return {WriteState::AlreadyActive, active->id};
  auto record = new_record(kConsent, wanted, by, new_id);
  record.type = wanted.type;
  record.starts_on = core::to_text(required(wanted.sign_date, "a sign date"));
  const auto author = to_json(wanted.author);
  if (!wanted.author.parties.empty() && author != to_json(by.author)) record.named_author = author;
  insert(session, record);
  return {WriteState::Stored, new_id};
}

Written revoke_consent(Session& session, const model::ConsentRegistration& wanted, const model::Declaration& by) {
  const auto records = records_of(session, wanted.patient);
  const auto* active = newest(records, kConsent, is_open);
  if (!active) return {WriteState::NotFound, {}};
  const auto date = required(wanted.revoke_date, "a revocation date");
  if (date < consent_of(*active).sign_date) return {WriteState::DateOutside, active->id};
  append(session, *active, {0, "revocation", by, core::to_text(date), {}});
  close(session, *active);
  return {WriteState::Stored, active->id};
}

Written put_link(Session& session, const model::LinkRegistration& wanted, const model::Declaration& by,
                 const std::string& new_id) {
  const auto records = records_of(session, wanted.patient);
  auto record = new_record(kLink, wanted, by, new_id);
  record.party_key = wanted.party.key();
  record.party = to_json(wanted.party);
  record.type = wanted.type;
  record.starts_on = core::to_text(required(wanted.start, "a start"));
  record.ends_on = core::to_text(required(wanted.end, "an end"));
  record.comment = wanted.comment;
  const auto* open = newest(records, kLink, [&](const Record& other) {
    return other.open && other.party_key == record.party_key && other.type == record.type;
  });
  if (open) {
    if (unfinished(link_of(*open), by.at)) return {WriteState::AlreadyActive, open->id};
    close(session, *open);
  }
  insert(session, record);
  return {WriteState::Stored, new_id};
}

Written revoke_link(Session& session, const model::LinkRegistration& wanted, const model::Declaration& by) {
  const auto records = records_of(session, wanted.patient);
  const auto key = wanted.party.key();
  const auto* latest =
      newest(records, kLink, [&](const Record& other) { return other.party_key == key && other.type == wanted.type; });
  if (!latest) return {WriteState::NotFound, {}};
  const auto link = link_of(*latest);
  if (!unfinished(link, by.at) || (link.ended_early && wanted.end == link.ended_early)) {
    return {WriteState::AlreadyRevoked, latest->id};
  }
  const auto end = end_of_link(link, wanted.end, core::brussels_date(by.at));
  if (!end.allowed) return {WriteState::DateOutside, latest->id};
  append(session, *latest, {0, "revocation", by, text_of(wanted.end), text_of(end.early)});
  if (!end.early) close(session, *latest);
  return {WriteState::Stored, latest->id};
}

Written put_exclusion(Session& session, const model::ExclusionRegistration& wanted, const model::Declaration& by,
                      const std::string& new_id) {
  const auto records = records_of(session, wanted.patient);
  const auto key = wanted.party.key();
  const auto* active =
      newest(records, kExclusion, [&](const Record& other) { return other.open && other.party_key == key; });
  if (active) return {WriteState::AlreadyActive, active->id};
  auto record = new_record(kExclusion, wanted, by, new_id);
  record.party_key = key;
  record.party = to_json(wanted.party);
  insert(session, record);
  return {WriteState::Stored, new_id};
}

Written revoke_exclusion(Session& session, const model::ExclusionRegistration& wanted,
                         const model::Declaration& by) {
  const auto records = records_of(session, wanted.patient);
  const auto key = wanted.party.key();
  const auto* latest = newest(records, kExclusion, [&](const Record& other) { return other.party_key == key; });
  if (!latest) return {WriteState::NotFound, {}};
  if (!latest->open) return {WriteState::AlreadyRevoked, latest->id};
  append(session, *latest, {0, "revocation", by, {}, {}});
  close(session, *latest);
  return {WriteState::Stored, latest->id};
}

LinkEnd end_of_link(const model::TherapeuticLink& link, std::optional<core::Date> named, core::Date today) {
  if (!named || *named == today || *named == link.end) return {true, std::nullopt};
  if (*named < link.start || *named >= link.ended_early.value_or(link.end)) return {false, std::nullopt};
  return {true, *named > today ? named : std::nullopt};
}

bool unfinished(const model::TherapeuticLink& link, core::Instant at) {
  if (link.revoked && !link.ended_early) return false;
  const auto today = core::brussels_date(at);
  if (link.ended_early) return today < *link.ended_early;
  return today < link.end || today <= link.start;
}

}  // namespace sluis::registry
