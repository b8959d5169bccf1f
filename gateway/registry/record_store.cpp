#include <Poco/Data/Statement.h>
#include <Poco/Data/TypeHandler.h>

#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/record.hpp"

namespace sluis::registry {

// One row of the join: a record with one of its events.
struct JoinedRow {
  Record record;
  RecordEvent event;
  std::string author;
};

}  // namespace sluis::registry

namespace Poco::Data {

// Reads the columns of kSelect, in their order.
template <>
class TypeHandler<sluis::registry::JoinedRow> {
 public:
  static std::size_t size() { return 26; }

  static void extract(std::size_t at, sluis::registry::JoinedRow& row, const sluis::registry::JoinedRow&,
                      AbstractExtractor::Ptr from) {
    auto& record = row.record;
    auto& event = row.event;
    auto& declaration = event.declaration;
    Poco::Int64 seq = 0;
    Poco::Int64 moment = 0;
    int open = 0;
    from->extract(at++, seq);
    for (auto* text : {&record.id, &record.kind, &record.patient, &record.first_name, &record.family_name, &record.party_key,
                       &record.party, &record.type, &record.starts_on, &record.ends_on, &record.comment, &record.named_author}) {
      from->extract(at++, *text);
    }
    from->extract(at++, open);
    from->extract(at++, event.version);
    from->extract(at++, moment);
    for (auto* text : {&event.operation, &declaration.request_id, &declaration.request_date, &declaration.request_time,
                       &row.author, &declaration.proof_type, &declaration.representation, &declaration.correlation_id,
                       &event.named_date, &event.ends_early_on}) {
      from->extract(at++, *text);
    }
    record.seq = seq;
    record.open = open != 0;
    declaration.at = sluis::core::Instant{std::chrono::microseconds{moment}};
  }

  static void prepare(std::size_t, const sluis::registry::JoinedRow&, AbstractPreparator::Ptr) {}
};

}  // namespace Poco::Data

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;

const std::string kSelect =
    "SELECT r.seq, r.id, r.kind, r.patient, r.first_name, r.family_name, r.party_key, r.party, r.type, r.starts_on, r.ends_on, "
    "r.comment, r.named_author, r.open, e.version, e.at, e.operation, e.request_id, e.request_date, e.request_time, e.author, e.proof_type, "
    "e.representation, e.correlation_id, e.named_date, e.ends_early_on "
    "FROM registration r JOIN registration_event e ON e.record_seq = r.seq WHERE r.patient = ? ORDER BY r.seq, e.version";

void insert_event(Poco::Data::Session& session, const std::string& record_id, const RecordEvent& event) {
  const auto& by = event.declaration;
  session << "INSERT INTO registration_event (record_seq, version, operation, at, request_id, request_date, request_time, author, "
             "proof_type, representation, correlation_id, named_date, ends_early_on) "
             "VALUES ((SELECT seq FROM registration WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      bind(record_id), bind(event.version), bind(event.operation), bind(Poco::Int64{by.at.time_since_epoch().count()}),
      bind(by.request_id), bind(by.request_date), bind(by.request_time), bind(to_json(by.author)), bind(by.proof_type),
      bind(by.representation), bind(by.correlation_id), bind(event.named_date), bind(event.ends_early_on), now;
}

}  // namespace

std::vector<Record> records_of(Poco::Data::Session& session, const model::Ssin& patient) {
  std::vector<JoinedRow> rows;
  session << kSelect, into(rows), bind(patient.text()), now;
  std::vector<Record> records;
  for (auto& row : rows) {
    row.event.declaration.author = author_from_json(row.author);
    if (records.empty() || records.back().seq != row.record.seq) records.push_back(std::move(row.record));
    records.back().events.push_back(std::move(row.event));
  }
  return records;
}

void insert(Poco::Data::Session& session, const Record& record) {
  session << "INSERT INTO registration (id, kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, "
             "comment, named_author, open) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
      bind(record.id), bind(record.kind), bind(record.patient), bind(record.first_name), bind(record.family_name),
      bind(record.party_key), bind(record.party), bind(record.type), bind(record.starts_on), bind(record.ends_on),
      bind(record.comment), bind(record.named_author), now;
  insert_event(session, record.id, record.events.front());
}

void append(Poco::Data::Session& session, const Record& record, RecordEvent event) {
  event.version = record.events.back().version + 1;
  insert_event(session, record.id, event);
}

void close(Poco::Data::Session& session, const Record& record) {
  session << "UPDATE registration SET open = 0 WHERE seq = ?", bind(Poco::Int64{record.seq}), now;
}

}  // namespace sluis::registry
