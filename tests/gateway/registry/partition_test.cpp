#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "gateway/core/clock.hpp"
#include "gateway/registry/migrations.hpp"
#include "tests/gateway/registry/contract.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;

namespace {

// Whose each table is: what it can be divided by, and what every statement about it names.
const std::map<std::string, std::string> kKeys{
    {"registration", "patient"}, {"registration_event", "patient"}, {"event_original", "patient"}, {"reference", "patient"},
    {"glass_review", "patient"}, {"hub_memory", "patient"},         {"notification", "recipient"}, {"access_right", "document"},
    {"access_right_event", "document"}};

// Statements that are about nobody in particular, each with the reason.
const std::map<std::string, std::string> kOfNobody{
    {"SELECT patient FROM registration WHERE id = ?", "evidence is asked for by its number: this finds whose it is, all that follows names him"},
    {"DELETE FROM hub_memory", "a gap in the metahub's feed: nothing that is remembered of anybody can be relied on"}};

// Conditions on glass_review that name no patient: the reviewers' list of all that is open, and one review by its number.
const std::set<std::string> kReviewersList{"id = ?", " ORDER BY seq", "closed = 0 AND escalated = 0 AND due <= ? ORDER BY due, seq"};

// Adjacent literals of a source, joined as the compiler does.
std::vector<std::string> literals_of(const std::filesystem::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  const auto source = std::regex_replace(text.str(), std::regex("\"\\s*\n\\s*\""), "");
  std::vector<std::string> found;
  const std::regex literal("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  for (std::sregex_iterator at(source.begin(), source.end(), literal), end; at != end; ++at) found.push_back((*at)[1]);
  return found;
}

bool names(const std::string& statement, const std::string& key) {
  const std::string in_condition = "\\b(WHERE|AND)( \\w+\\.| )" + key + " = ";
  return std::regex_search(statement, std::regex(in_condition)) || std::regex_search(statement, std::regex("INSERT INTO \\w+ \\([^)]*\\b" + key + "\\b"));
}

// The newest schema, with every table of kKeys in four parts.
void make_divided(registry::Session& session) {
  const std::regex table("^CREATE TABLE (\\w+) ");
  for (const auto& step : registry::migrations()) {
    for (const auto statement : step.postgres) {
      const std::string text(statement);
      std::smatch match;
      const auto key = std::regex_search(text, match, table) ? kKeys.find(match[1]) : kKeys.end();
      if (key == kKeys.end()) {
        session.run(text);
        continue;
      }
      session.run(text + " PARTITION BY HASH (" + key->second + ")");
      for (int part = 0; part < 4; ++part)
        session.run("CREATE TABLE " + key->first + "_" + std::to_string(part) + " PARTITION OF " + key->first +
                    " FOR VALUES WITH (MODULUS 4, REMAINDER " + std::to_string(part) + ")");
    }
    session.run("INSERT INTO schema_version (version, name, applied_at) VALUES (?, ?, '')", {step.version, step.name});
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(partitions)

BOOST_AUTO_TEST_CASE(every_statement_names_whose_rows_it_wants) {
  const std::regex statement("^(SELECT|INSERT|UPDATE|DELETE) ");
  const std::regex table("\\b(?:FROM|JOIN|INTO|UPDATE) (\\w+)");
  int seen = 0;
  std::set<std::string> excused;
  for (const auto& file : std::filesystem::directory_iterator(SLUIS_SOURCE_DIR "/gateway/registry")) {
    const auto name = file.path().filename().string();
    if (file.path().extension() != ".cpp" || name.starts_with("migration") || name == "sqlite_backup.cpp") continue;  // a copy is of all
    for (const auto& text : literals_of(file.path())) {
      if (!std::regex_search(text, statement)) continue;
      for (std::sregex_iterator at(text.begin(), text.end(), table), end; at != end; ++at) {
        const auto key = kKeys.find((*at)[1]);
        if (key == kKeys.end() || text.ends_with("FROM glass_review WHERE ")) continue;
        ++seen;
        if (kOfNobody.contains(text)) {
          excused.insert(text);
        } else {
          BOOST_TEST(names(text, key->second), name << ": " << text);
        }
      }
    }
  }
  BOOST_TEST(seen > 20);
  BOOST_TEST(excused.size() == kOfNobody.size());
}

BOOST_AUTO_TEST_CASE(a_review_is_sought_by_its_patient_except_by_the_reviewers) {
  int of_a_patient = 0, of_reviewers = 0;
  for (const auto& text : literals_of(SLUIS_SOURCE_DIR "/gateway/registry/glass_tables.cpp")) {
    if (text.starts_with("patient = ?")) ++of_a_patient;
    if (kReviewersList.contains(text)) ++of_reviewers;
  }
  BOOST_TEST(of_a_patient == 2);
  BOOST_TEST(of_reviewers == 3);
}

BOOST_AUTO_TEST_CASE(the_contract_holds_on_tables_divided_by_patient, *boost::unit_test::label("database") * boost::unit_test::label("postgresql")) {
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  const Place place(Place::Schema::None);
  make_divided(*place.session());
  for (const auto& contract : {consent_contract(), link_contract(), exclusion_contract()}) {
    for (const auto& one : contract) {
      BOOST_TEST_CONTEXT(one.name) one.run(*place.open(clock, random));
      empty(*place.session());
    }
  }
}

BOOST_AUTO_TEST_CASE(rows_lie_in_the_part_of_their_patient, *boost::unit_test::label("database") * boost::unit_test::label("postgresql")) {
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  const Place place(Place::Schema::None);
  const auto session = place.session();
  make_divided(*session);
  const auto store = place.open(clock, random);
  auto by = by_doctor();
  by.original = std::make_shared<const std::string>("<message/>");
  by.notify = {ssin(kAnna)};
  std::string record;
  for (int n = 0; n < 20; ++n) record = store->put_link(link_of(patient(n)), by).value().record_id;
  BOOST_TEST(store->original(record, 1).value()->bytes == "<message/>");
  BOOST_TEST(store->notifications(ssin(kAnna)).value().size() == 20u);
  for (const char* table : {"registration", "registration_event", "event_original"}) {
    for (int part = 0; part < 4; ++part)
      BOOST_TEST(session->number("SELECT count(*) FROM " + std::string(table) + "_" + std::to_string(part)) > 0, table << " " << part);
  }
  BOOST_CHECK_THROW(session->run("DELETE FROM registration"), registry::DatabaseError);
  const auto plan = session->all("EXPLAIN (COSTS OFF) SELECT r.id FROM registration r JOIN registration_event e ON e.patient = r.patient AND "
                                 "e.record_seq = r.seq WHERE r.patient = '" + patient(1).text() + "'", {}, [](const registry::Row& row) { return row.text(0); });
  const auto parts = std::ranges::count_if(plan, [](const auto& line) { return line.find(" on registration_") != std::string::npos; });
  BOOST_TEST(parts <= 4);  // at most an index and a table of each of the two, of one part alone
}

BOOST_AUTO_TEST_SUITE_END()
