#include "gateway/registry/record.hpp"

#include <stdexcept>

#include "gateway/registry/claim_json.hpp"

namespace sluis::registry {
namespace {

std::runtime_error unreadable(const Record& record, const std::string& what) {
  return std::runtime_error("registration " + record.id + " has an unreadable " + what);
}

core::Date date_of(const Record& record, const std::string& text, const std::string& what) {
  const auto date = core::parse_date(text);
  if (!date) throw unreadable(record, what);
  return *date;
}

std::optional<core::Date> optional_date(const Record& record, const std::string& text, const std::string& what) {
  if (text.empty()) return std::nullopt;
  return date_of(record, text, what);
}

model::Ssin patient_of(const Record& record) {
  auto patient = model::Ssin::parse(record.patient);
  if (!patient) throw unreadable(record, "patient");
  return std::move(*patient);
}

const RecordEvent& first_event(const Record& record) {
  if (record.events.empty() || record.events.front().operation != "declaration") throw unreadable(record, "history");
  return record.events.front();
}

std::optional<model::Declaration> revocation_of(const Record& record) {
  if (record.events.size() < 2) return std::nullopt;
  return record.events.back().declaration;
}

}  // namespace

model::Consent consent_of(const Record& record) {
  const auto& declared = first_event(record).declaration;
  return {.id = record.id,
          .version = record.events.back().version,
          .patient = patient_of(record),
          .patient_first_name = record.first_name,
          .patient_family_name = record.family_name,
          .type = record.type,
          .sign_date = date_of(record, record.starts_on, "sign date"),
          .revoke_date = optional_date(record, record.events.back().named_date, "revocation date"),
          .author = record.named_author.empty() ? declared.author : author_from_json(record.named_author),
          .declared = declared,
          .revoked = revocation_of(record)};
}

model::TherapeuticLink link_of(const Record& record) {
  return {.id = record.id,
          .version = record.events.back().version,
          .patient = patient_of(record),
          .patient_first_name = record.first_name,
          .patient_family_name = record.family_name,
          .party = party_from_json(record.party),
          .type = record.type,
          .start = date_of(record, record.starts_on, "start"),
          .end = date_of(record, record.ends_on, "end"),
          .comment = record.comment,
          .declared = first_event(record).declaration,
          .revoked = revocation_of(record),
          .ended_early = optional_date(record, record.events.back().ends_early_on, "early end"),
          .from_authentic_source = false,
          .revocation_end = optional_date(record, record.events.back().named_date, "end of the revocation")};
}

model::Exclusion exclusion_of(const Record& record) {
  return {.id = record.id,
          .version = record.events.back().version,
          .patient = patient_of(record),
          .patient_first_name = record.first_name,
          .patient_family_name = record.family_name,
          .party = party_from_json(record.party),
          .declared = first_event(record).declaration,
          .revoked = revocation_of(record)};
}

void forget_what_came_after(std::vector<Record>& records, core::Instant known_at) {
  for (auto& record : records) {
    std::erase_if(record.events, [&](const auto& event) { return event.declaration.at > known_at; });
  }
  std::erase_if(records, [](const auto& record) { return record.events.empty(); });
}

spi::PatientFile file_of(const std::vector<Record>& records) {
  spi::PatientFile file;
  for (const auto& record : records) {
    if (record.kind == kConsent) file.consents.push_back(consent_of(record));
    if (record.kind == kLink) file.links.push_back(link_of(record));
    if (record.kind == kExclusion) file.exclusions.push_back(exclusion_of(record));
  }
  return file;
}

}  // namespace sluis::registry
