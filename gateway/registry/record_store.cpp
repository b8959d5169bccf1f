#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/record.hpp"

namespace sluis::registry {
namespace {

constexpr std::string_view kSelect =
    "SELECT r.seq, r.id, r.kind, r.patient, r.first_name, r.family_name, r.party_key, r.party, r.type, r.starts_on, r.ends_on, "
    "r.comment, r.named_author, r.open, e.version, e.at, e.operation, e.request_id, e.request_date, e.request_time, e.author, e.proof_type, "
    "e.representation, e.correlation_id, e.named_date, e.ends_early_on "
    "FROM registration r JOIN registration_event e ON e.patient = r.patient AND e.record_seq = r.seq WHERE r.patient = ? "
    "ORDER BY r.seq, e.version";

// The columns of kSelect, in their order.
Record record_in(const Row& row) {
  Record record;
  record.seq = row.number(0);
  int column = 1;
  for (auto* text : {&record.id, &record.kind, &record.patient, &record.first_name, &record.family_name, &record.party_key,
                     &record.party, &record.type, &record.starts_on, &record.ends_on, &record.comment, &record.named_author}) {
    *text = row.text(column++);
  }
  record.open = row.flag(column);
  return record;
}

RecordEvent event_in(const Row& row) {
  RecordEvent event;
  auto& by = event.declaration;
  event.version = static_cast<int>(row.number(14));
  by.at = row.moment(15);
  event.operation = row.text(16);
  by.request_id = row.text(17);
  by.request_date = row.text(18);
  by.request_time = row.text(19);
  by.author = author_from_json(row.text(20));
  by.proof_type = row.text(21);
  by.representation = row.text(22);
  by.correlation_id = row.text(23);
  event.named_date = row.text(24);
  event.ends_early_on = row.text(25);
  return event;
}

void insert_event(Session& session, const Record& record, const RecordEvent& event) {
  const auto& by = event.declaration;
  session.run("INSERT INTO registration_event (patient, record_seq, version, operation, at, request_id, request_date, request_time, author, "
              "proof_type, representation, correlation_id, named_date, ends_early_on) "
              "VALUES (?, (SELECT seq FROM registration WHERE patient = ? AND id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {record.patient, record.patient, record.id, event.version, event.operation, by.at, by.request_id, by.request_date,
               by.request_time, to_json(by.author), by.proof_type, by.representation, by.correlation_id, event.named_date,
               event.ends_early_on});
}

}  // namespace

std::vector<Record> records_of(Session& session, const model::Ssin& patient) {
  std::vector<Record> records;
  session.each(kSelect, {patient.text()}, [&](const Row& row) {
    if (records.empty() || records.back().seq != row.number(0)) records.push_back(record_in(row));
    records.back().events.push_back(event_in(row));
  });
  return records;
}

void insert(Session& session, const Record& record) {
  session.run("INSERT INTO registration (id, kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, "
              "comment, named_author, open) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
              {record.id, record.kind, record.patient, record.first_name, record.family_name, record.party_key, record.party, record.type,
               record.starts_on, record.ends_on, record.comment, record.named_author});
  insert_event(session, record, record.events.front());
}

void append(Session& session, const Record& record, RecordEvent event) {
  event.version = record.events.back().version + 1;
  insert_event(session, record, event);
}

void close(Session& session, const Record& record) {
  session.run("UPDATE registration SET open = 0 WHERE patient = ? AND seq = ?", {record.patient, record.seq});
}

}  // namespace sluis::registry
