#include "tests/bench/population.hpp"

#include <algorithm>
#include <cstdio>

#include "gateway/core/calendar.hpp"
#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/migrations.hpp"
#include "gateway/registry/sqlite_session.hpp"

namespace sluis::bench {
namespace {

constexpr long kBirthsADay = 997;
constexpr long kChunk = 200'000;
constexpr long kConsentMoment = 1'760'000'000'000'000;  // microseconds; October 2025
constexpr core::Date kFirstBirthday{std::chrono::year{1950}, std::chrono::January, std::chrono::day{1}};

// The numbers from ? up to ?, each with the patient's number; checked against patient() by who uses it.
const std::string kPersons =
    "WITH RECURSIVE series(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM series WHERE n + 1 < ?), "
    "born(n, body) AS (SELECT n, substr(d, 3, 2) || substr(d, 6, 2) || substr(d, 9, 2) || printf('%03d', n % 997 + 1) "
    "FROM (SELECT n, date('1950-01-01', '+' || (n / 997) || ' days') AS d FROM series)), "
    "person(n, ssin) AS (SELECT n, body || printf('%02d', 97 - CAST(body AS INTEGER) % 97) FROM born) ";

model::AuthorClaim author() {
  model::PartyClaim party;
  party.ids = {{"ID-HCPARTY", "18821364003", ""}, {"INSS", doctor().ssin->text(), ""}};
  party.codes = {{"CD-HCPARTY", "persphysician"}};
  party.first_names = {"Gert"};
  party.family_name = "Huisarts";
  model::AuthorClaim author;
  author.parties.push_back(party);
  return author;
}

// A patient's consent and his link were made at one visit: they lie beside each other, as they would.
void add(registry::Session& session, long from, long to) {
  const auto registrations =
      "INSERT INTO registration (seq, id, kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, "
      "comment, named_author, open) " + kPersons +
      ", kind(k, name, party_key, party, type, ends_on) AS (VALUES (1, 'consent', '', '', 'retrospective', ''), "
      "(2, 'link', ?, ?, 'gpconsultation', '2030-01-01')) "
      "SELECT 2 * n + k, printf('%08x-0000-4000-8000-%012x', n, 2 * n + k), name, ssin, 'Voornaam', 'Familienaam', party_key, "
      "party, type, '2026-01-05', ends_on, '', '', 1 FROM person CROSS JOIN kind";
  session.run(registrations, {from, to, doctor().key(), registry::to_json(doctor())});
  session.run("INSERT INTO registration_event (patient, record_seq, version, operation, at, request_id, request_date, request_time, author, "
              "proof_type, representation, correlation_id, named_date, ends_early_on) SELECT patient, seq, 1, 'declaration', ?, "
              "'18821364003.' || id, '2026-01-05', '10:15:00', ?, 'eidreading', '', id, '', '' FROM registration WHERE seq > ? AND seq <= ? "
              "ORDER BY seq",
              {kConsentMoment, registry::to_json(author()), 2 * from, 2 * to});
}

}  // namespace

model::Ssin patient(long n) {
  const auto date = core::to_text(core::add_days(kFirstBirthday, static_cast<int>(n / kBirthsADay)));
  char text[24];
  std::snprintf(text, sizeof text, "%s%s%s%03ld", date.substr(2, 2).c_str(), date.substr(5, 2).c_str(), date.substr(8, 2).c_str(),
                n % kBirthsADay + 1);
  const long check = 97 - std::stol(text) % 97;
  std::snprintf(text + 9, sizeof text - 9, "%02ld", check);
  return model::Ssin::parse(text).value();
}

model::Party doctor() {
  model::Party party;
  party.category = "persphysician";
  party.ssin = model::Ssin::parse("72051999381");
  party.nihii = model::Nihii::parse("18821364003");
  party.first_name = "Gert";
  party.family_name = "Huisarts";
  return party;
}

void make_registry(const std::string& path, long patients) {
  registry::make_sqlite_file(path);
  registry::SqliteSession session(path, registry::SessionUse::Write);
  registry::migrate(session, path, core::SystemClock{});
  session.run("PRAGMA synchronous=OFF");
  session.run("PRAGMA journal_mode=OFF");
  session.run("PRAGMA cache_size=-500000");
  for (long from = 0; from < patients; from += kChunk) add(session, from, std::min(from + kChunk, patients));
}

}  // namespace sluis::bench
