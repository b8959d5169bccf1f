#include "gateway/registry/sql_directory.hpp"

#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/outbox_tables.hpp"

namespace sluis::registry {
namespace {

long standing(Session& session, const model::Ssin& patient) {
  return static_cast<long>(session.number("SELECT count(*) FROM reference WHERE patient = ? AND ended_at IS NULL", {patient.text()}));
}

// How many ended: 0 or 1.
long end(Session& session, const model::Ssin& patient, const model::TransactionName& name, core::Instant at) {
  return session.run("UPDATE reference SET ended_at = ? WHERE patient = ? AND id = ? AND local_scheme = ? AND ended_at IS NULL",
                     {at, patient.text(), name.id, name.local_scheme});
}

void insert(Session& session, const model::Ssin& patient, const model::DirectoryEntry& entry, const std::string& by, core::Instant at) {
  session.run("INSERT INTO reference (patient, id, local_scheme, hub, hub_name, category, date, time, recorded, complete, validated, "
              "patient_access, fetch_with, authors, declared_by, declared_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {patient.text(), entry.name.id, entry.name.local_scheme, entry.name.hub, entry.hub_name, entry.category, entry.date,
               entry.time, entry.recorded, entry.complete, entry.validated, entry.patient_access, entry.fetch_with,
               to_json(model::AuthorClaim{entry.authors, {}, {}}), by, at});
}

}  // namespace

Status SqlDirectory::declare(const model::Ssin& patient, const model::DirectoryEntry& entry, const std::string& declared_by,
                                core::Instant at, const std::vector<spi::OutboxItem>& feed) {
  bool first = false;
  const auto written = database_.write(patient.text(), [&](Session& session) {
    first = standing(session, patient) == 0;
    end(session, patient, entry.name, at);
    insert(session, patient, entry, declared_by, at);
    if (first)
      for (const auto& item : feed) owe(session, item);
    return spi::Written{spi::WriteState::Stored, entry.name.id};
  });
  if (!written) return written.error();
  if (first && !feed.empty()) bell_.ring();
  return Done{};
}

Result<bool> SqlDirectory::revoke(const model::Ssin& patient, const model::TransactionName& name, core::Instant at,
                                     const std::vector<spi::OutboxItem>& feed) {
  bool found = false;
  bool last = false;
  const auto written = database_.write(patient.text(), [&](Session& session) {
    found = end(session, patient, name, at) > 0;
    last = found && standing(session, patient) == 0;
    if (last)
      for (const auto& item : feed) owe(session, item);
    return spi::Written{found ? spi::WriteState::Stored : spi::WriteState::NotFound, name.id};
  });
  if (!written) return written.error();
  if (last && !feed.empty()) bell_.ring();
  return found;
}

Result<std::vector<model::DirectoryEntry>> SqlDirectory::references(const model::Ssin& patient) {
  return database_.read([&](Session& session) {
    return session.all("SELECT id, local_scheme, hub, hub_name, category, date, time, recorded, complete, validated, patient_access, "
                       "fetch_with, authors FROM reference WHERE patient = ? AND ended_at IS NULL ORDER BY seq",
                       {patient.text()}, [](const Row& row) {
                         return model::DirectoryEntry{{row.text(0), row.text(1), row.text(2)}, row.text(3), row.text(4), row.text(5),
                                                      row.text(6), row.text(7), author_from_json(row.text(12)).parties, row.flag(8),
                                                      row.flag(9), row.flag(10), row.text(11), {}};
                       });
  });
}

Result<std::string> SqlDirectory::declared_by(const model::Ssin& patient, const model::TransactionName& name) {
  return database_.read([&](Session& session) {
    return session
        .first("SELECT declared_by FROM reference WHERE patient = ? AND id = ? AND local_scheme = ? AND ended_at IS NULL",
               {patient.text(), name.id, name.local_scheme}, [](const Row& row) { return row.text(0); })
        .value_or("");
  });
}

}  // namespace sluis::registry
