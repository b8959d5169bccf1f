#include "gateway/registry/sqlite_directory.hpp"

#include <Poco/Data/Statement.h>

#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/outbox_tables.hpp"

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;
using Session = SqliteFile::Session;
using Texts = std::vector<std::string>;

Poco::Int64 micros(core::Instant at) { return at.time_since_epoch().count(); }

long standing(Session& session, const model::Ssin& patient) {
  Poco::Int64 count = 0;
  session << "SELECT count(*) FROM reference WHERE patient = ? AND ended_at IS NULL", into(count), bind(patient.text()), now;
  return static_cast<long>(count);
}

// How many ended: 0 or 1.
long end(Session& session, const model::Ssin& patient, const model::TransactionName& name, core::Instant at) {
  const auto before = standing(session, patient);
  session << "UPDATE reference SET ended_at = ? WHERE patient = ? AND id = ? AND local_scheme = ? AND ended_at IS NULL", bind(micros(at)),
      bind(patient.text()), bind(name.id), bind(name.local_scheme), now;
  return before - standing(session, patient);
}

void insert(Session& session, const model::Ssin& patient, const model::DirectoryEntry& entry, const std::string& by, core::Instant at) {
  session << "INSERT INTO reference (patient, id, local_scheme, hub, hub_name, category, date, time, recorded, complete, validated, "
             "patient_access, fetch_with, authors, declared_by, declared_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      bind(patient.text()), bind(entry.name.id), bind(entry.name.local_scheme), bind(entry.name.hub), bind(entry.hub_name),
      bind(entry.category), bind(entry.date), bind(entry.time), bind(entry.recorded), bind(entry.complete ? 1 : 0),
      bind(entry.validated ? 1 : 0), bind(entry.patient_access ? 1 : 0), bind(entry.fetch_with),
      bind(to_json(model::AuthorClaim{entry.authors, {}, {}})), bind(by), bind(micros(at)), now;
}

}  // namespace

Status SqliteDirectory::declare(const model::Ssin& patient, const model::DirectoryEntry& entry, const std::string& declared_by,
                                core::Instant at, const std::vector<spi::OutboxItem>& feed) {
  bool first = false;
  const auto written = file_.write([&](Session& session) {
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

Result<bool> SqliteDirectory::revoke(const model::Ssin& patient, const model::TransactionName& name, core::Instant at,
                                     const std::vector<spi::OutboxItem>& feed) {
  bool found = false;
  bool last = false;
  const auto written = file_.write([&](Session& session) {
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

Result<std::vector<model::DirectoryEntry>> SqliteDirectory::references(const model::Ssin& patient) {
  return file_.read([&](Session& session) {
    Texts ids, schemes, hubs, names, categories, dates, times, recorded, fetches, authors;
    std::vector<int> complete, validated, shown;
    session << "SELECT id, local_scheme, hub, hub_name, category, date, time, recorded, complete, validated, patient_access, fetch_with, "
               "authors FROM reference WHERE patient = ? AND ended_at IS NULL ORDER BY seq",
        into(ids), into(schemes), into(hubs), into(names), into(categories), into(dates), into(times), into(recorded), into(complete),
        into(validated), into(shown), into(fetches), into(authors), bind(patient.text()), now;
    std::vector<model::DirectoryEntry> entries;
    for (std::size_t i = 0; i < ids.size(); ++i)
      entries.push_back({{ids[i], schemes[i], hubs[i]}, names[i], categories[i], dates[i], times[i], recorded[i],
                         author_from_json(authors[i]).parties, complete[i] != 0, validated[i] != 0, shown[i] != 0, fetches[i], {}});
    return entries;
  });
}

Result<std::string> SqliteDirectory::declared_by(const model::Ssin& patient, const model::TransactionName& name) {
  return file_.read([&](Session& session) {
    Texts by;
    session << "SELECT declared_by FROM reference WHERE patient = ? AND id = ? AND local_scheme = ? AND ended_at IS NULL", into(by),
        bind(patient.text()), bind(name.id), bind(name.local_scheme), now;
    return by.empty() ? std::string() : by.front();
  });
}

}  // namespace sluis::registry
