// Who may ask for what about whom is data: a line more or less changes what happens, and no code does.
#include "gateway/decision/actors.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "gateway/core/table.hpp"
#include "gateway/decision/policy.hpp"
#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

namespace fs = std::filesystem;

const std::string kTables = std::string(SLUIS_SOURCE_DIR) + "/mappings/policy";

// The shipped tables with one line of actors.table changed; gone with the test.
struct Changed : Bench {
  fs::path folder = fs::temp_directory_path() / ("sluis-actors-" + std::to_string(::getpid()));

  Changed() {
    fs::remove_all(folder);
    fs::copy(kTables, folder);
  }
  ~Changed() { fs::remove_all(folder); }

  void change(const std::string& line, const std::string& by) { change_in("actors.table", line, by); }
  void change_in(const std::string& table, const std::string& line, const std::string& by) {
    std::stringstream text;
    text << std::ifstream(folder / table).rdbuf();
    auto content = text.str();
    const auto at = content.find("\n" + line + "\n");
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, line);
    content.replace(at + 1, line.size(), by);
    std::ofstream(folder / table) << content;
  }
  Result<model::Decision> decide_now(const model::Order& order) {
    return decision::Decider({registry, &registers}, clock, random, folder.string()).decide(order);
  }
  std::string codes_now(const model::Order& order) { return codes_of(decide_now(order)); }
};

model::Order asked_by_parent(model::Order order) {
  order.header.author.person = patient(kPetra);
  return order;
}

model::PatientClaim kobe() {
  return patient(kKobe, "ISI-CARDNO", "0000000001");
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(actors, Changed)

BOOST_AUTO_TEST_CASE(a_line_less_closes_and_a_line_more_opens) {
  const auto kim = put_consent(professional(kKim, kKimNihii, "persphysiotherapist"), anna());
  BOOST_TEST(codes_now(kim) == "MH2.INPUT.2");
  change("consent | persphysiotherapist | * | any present represented | get status",
         "consent | persphysiotherapist | * | any present represented | put get status");
  BOOST_TEST(codes_now(kim) == "ok");
  BOOST_TEST(codes_now(put_link(organisation(kHospital, "orghospital"), anna(), "hospitalstay")) == "ok");
  change("therlink | orghospital | * | any present represented | put get revoke has", "");
  BOOST_TEST(codes_now(put_link(organisation(kHospital, "orghospital"), anna(), "hospitalstay")) == "TL.ACCESS.05");
}

BOOST_AUTO_TEST_CASE(subjects_are_told_apart) {
  change("consent | persphysician | * | any present represented | put get status revoke",
         "consent | persphysician | * | any | put get status revoke");
  BOOST_TEST(codes_now(put_consent(gert(), kobe())) == "ok");
  BOOST_TEST(codes_now(asked_by_parent(put_consent(gert(), kobe()))) == "MH2.INPUT.2");
  auto present = put_consent(gert(), anna());
  present.header.author.patient = patient(kAnna);
  BOOST_TEST(codes_now(present) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_CASE(kinds_of_representatives_are_told_apart) {
  const auto mandatary = represented(put_link(citizen(kMark), patient(kAnna), "patientmanagement", ""));
  const auto parent = represented(put_link(citizen(kPetra), patient(kKobe), "patientmanagement", ""));
  BOOST_TEST(codes_now(mandatary) == "ok");
  change("therlink | mandate | * | represented | put get revoke has", "therlink | mandate | * | represented | get has");
  BOOST_TEST(codes_now(mandatary) == "TL.ACCESS.05");
  BOOST_TEST(codes_now(parent) == "ok");
  change("consent | parent | * | represented | put get status revoke", "");
  BOOST_TEST(codes_now(asked_by_parent(put_consent(gert(), kobe()))) == "MH2.INPUT.2");  // at a counter neither
}

BOOST_AUTO_TEST_CASE(end_users_of_an_organisation_are_told_apart) {
  auto holder = organisation(kPharmacy, "orgpharmacy");
  holder.ssin = ssin(kPiet);
  const auto other = organisation(kPharmacy, "orgpharmacy");
  BOOST_TEST(codes_now(put_consent(other, anna())) == "ok");
  change("consent | orgpharmacy | perspharmacist | any present represented | put get status revoke", "");
  BOOST_TEST(codes_now(put_consent(other, anna())) == "MH2.INPUT.2");
  BOOST_TEST(codes_now(put_consent(holder, anna())) == "ok");
  const auto mutuality = organisation("0411882388", "orginsurance", model::OrganisationScheme::Cbe);
  auto clerk = put_consent(mutuality, anna());
  clerk.header.author.parties.at(1) = party("76080899826", "", "persadministrative");
  BOOST_TEST(codes_now(clerk) == "ok");
  change("consent | orginsurance | * | any present represented | put get status revoke", "consent | orginsurance | * | any | get");
  BOOST_TEST(codes_now(clerk) == "MH2.INPUT.2");
  BOOST_TEST(codes_now(put_consent(mutuality, anna())) == "ok");  // a physician before it
}

// decision_settings.table and representation_kinds.table: rulings R8 and R10.
BOOST_AUTO_TEST_CASE(what_rulings_leave_open_is_a_setting) {
  auto status = order(model::OrderKind::ConsentStatus, gert());
  status.content = model::ConsentOrder{patient(kVictor), {}, {}, {}, {}};
  change_in("decision_settings.table", "deceased_without_consent | no", "deceased_without_consent | yes");
  BOOST_TEST(std::get<model::RegistrationQuery>(decide_now(status).value().registration).deceased_speaks);
  give_consent(kTeen, "2026-03-02T09:00:00Z", kTeen);
  const auto undo = represented(test::revoke_consent(citizen(kPetra), patient(kTeen)));
  BOOST_TEST(codes_now(undo) == "MH2.INPUT.2");
  change_in("decision_settings.table", "own_act_binds | consent therlink exclusion", "own_act_binds | -");
  BOOST_TEST(codes_now(undo) == "ok");
  BOOST_TEST(codes_now(put_consent(citizen(kKobe), patient(kKobe))) == "MH2.INPUT.2");
  change_in("decision_settings.table", "minor_acts_from_years | 16", "minor_acts_from_years | 7");
  BOOST_TEST(codes_now(put_consent(citizen(kKobe), patient(kKobe))) == "ok");
  registers.add(kTeen, kMark, model::Relation{"parent", {}, {}, {}});
  BOOST_TEST(decide_now(undo).value().notify.size() == 1U);
  change_in("representation_kinds.table", "parent | yes | yes | yes", "parent | yes | yes | no");
  BOOST_TEST(decide_now(undo).value().notify.empty());
}

BOOST_AUTO_TEST_CASE(a_group_of_nurses_speaks_through_a_nurse) {
  auto order = put_consent(organisation("94000126", "groupofnurses"), anna());
  order.header.author.parties.at(1) = party(kNele, kNeleNihii, "persnurse");
  BOOST_TEST(codes_now(order) == "ok");
  order.header.author.parties.at(1) = party(kSofie, kSofieNihii, "persphysician");
  BOOST_TEST(codes_now(order) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_CASE(a_table_that_says_nonsense_stops_the_start) {
  const auto trouble = [&] {
    try {
      decision::Policy::load(folder.string());
      return std::string{};
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
  };
  const std::string line = "exclusion | parent | * | represented | put get history preview revoke";
  change(line, line + "\n" + line);
  BOOST_TEST(trouble().find("stands there twice") != std::string::npos);
  change(line + "\n" + line, line + "\nexclusion | persfriend | * | any | get");
  BOOST_TEST(trouble().find("no actor persfriend") != std::string::npos);
}

// consent.md 3, therapeutic-link.md 4, therapeutic-exclusion.md 3: each line of the table, asked once for each operation.
BOOST_AUTO_TEST_CASE(every_line_of_the_table_allows_what_it_says_and_nothing_else) {
  const auto table = core::Table::load(kTables + "/actors.table");
  const auto loaded = decision::ActorTable::read(table, "actors.table");
  const auto words = [](const std::string& cell) {
    std::set<std::string> out;
    for (auto& word : core::split(cell, ' ')) out.insert(word);
    return out;
  };
  int asked = 0;
  for (const auto& row : table.rows()) {
    const auto& end_user = table.cell(row, "end_user");
    for (const std::string subject : {"self", "represented", "present", "any"}) {
      for (const std::string operation : {"put", "get", "status", "history", "preview", "revoke", "has", "erase"}) {
        const bool listed = words(table.cell(row, "subject")).contains(subject) &&
                            words(table.cell(row, "operations")).contains(operation);
        const bool allowed = loaded.may({table.cell(row, "service"), table.cell(row, "actor"),
                                         end_user == "*" ? "persanybody" : end_user, subject, operation});
        BOOST_TEST(allowed == listed, row.at(0) << " " << row.at(1) << " " << subject << " " << operation);
        ++asked;
      }
    }
  }
  BOOST_TEST(asked > 2000);
  BOOST_TEST(!loaded.may({"consent", "perscaregiver", "-", "any", "get"}));
}

BOOST_AUTO_TEST_SUITE_END()
