#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support_archive.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

// Anna has consented and is in treatment with Gert; the tables are kept since 1 November.
struct Kept : Bench {
  FakeArchive archive;
  FakeRights rights;
  core::ManualClock start{instant("2026-11-01T00:00:00Z")};
  decision::Decider decider{{registry, &registers, nullptr, &rights, nullptr, &archive, &plain_digest}, start, random,
                            std::string(SLUIS_SOURCE_DIR) + "/mappings/policy"};

  Kept() {
    start.set(clock.now());
    give_consent(kAnna);
    link(kAnna, person_party(kGert, "persphysician"), "gpconsultation", "2026-11-01", "2028-02-01");
  }

  model::Decision ask(model::Question asks) const { return decider.decide(asked(gert(), std::move(asks))).value(); }
  model::Decision ask_as_known(const std::string& known_at) const {
    auto asks = question(kGert, "persphysician");
    asks.as_known_at = instant(known_at);
    return ask(std::move(asks)).answers.at(0);
  }
  Result<model::Decision> again(const std::string& id, std::map<std::string, std::string> tables = {},
                                const model::Identity& by = gert()) const {
    auto asks = order(model::OrderKind::RerunDecision, by);
    asks.content = model::RerunOrder{id, std::move(tables)};
    return decider.decide(asks);
  }
  std::string table(const std::string& name) const { return archive.policies.back().files.at(name); }
  std::string table(const std::string& name, const std::string& what, const std::string& by) const {
    auto text = table(name);
    const auto at = text.find(what);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(time_travel, Kept)

BOOST_AUTO_TEST_CASE(the_tables_that_decide_are_kept_at_the_start) {
  BOOST_REQUIRE(archive.policies.size() == 1U);
  const auto& kept = archive.policies.front();
  BOOST_TEST((kept.since == instant("2026-11-01T00:00:00Z")));
  for (const auto* name : {"access_matrix", "roles", "deliberations", "decision_settings", "party_categories"}) {
    BOOST_TEST(kept.files.contains(std::string(name) + ".table"), name);
    BOOST_TEST(kept.files.contains(std::string(name) + ".schema"), name);
  }
  BOOST_TEST(!kept.files.contains("routes.table"));
  BOOST_TEST(ask(question(kGert, "persphysician")).policy == kept.digest);
}

BOOST_AUTO_TEST_CASE(the_tables_of_the_asked_time_decide) {
  auto earlier = archive.policies.front();
  earlier.since = instant("2026-10-01T00:00:00Z");
  earlier.digest = "earlier";
  earlier.files["access_matrix.table"] = table("access_matrix.table", "labresult | RW", "labresult | -");
  archive.policies.insert(archive.policies.begin(), earlier);
  give_consent(kAnna);
  link(kAnna, person_party(kGert, "persphysician"), "gpconsultation", "2026-10-01", "2028-02-01");
  BOOST_TEST(ask_as_known("2026-10-31T23:59:59Z").reason()->rule == "matrix");
  BOOST_TEST(ask_as_known("2026-11-01T00:00:00Z").permitted());
}

BOOST_AUTO_TEST_CASE(before_the_first_tables_that_were_kept_those_judge) {
  BOOST_TEST(ask_as_known("2026-10-31T23:59:59Z").reason()->rule == "link");
}

BOOST_AUTO_TEST_CASE(when_no_tables_were_kept_everything_is_refused_and_said_why) {
  archive.policies.clear();
  const auto answer = ask_as_known("2026-10-31T23:59:59Z");
  BOOST_TEST(!answer.permitted());
  BOOST_TEST(answer.reason()->rule == "policy");
  BOOST_TEST(answer.rules.size() == 8U);
  BOOST_TEST(answer.would_change == std::vector<std::string>{"policy"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_will_be_known_is_what_is_known) {
  BOOST_TEST(ask_as_known("2030-01-01T00:00:00Z").permitted());
}

BOOST_AUTO_TEST_CASE(a_later_registration_is_not_known_yet) {
  withdraw(kAnna, "2026-11-10T12:00:00Z");
  BOOST_TEST(ask_as_known("2026-11-10T11:59:59Z").permitted());
  BOOST_TEST(ask_as_known("2026-11-10T12:00:00Z").reason()->rule == "consent");
}

BOOST_AUTO_TEST_CASE(each_call_is_kept_once_and_its_decisions_are_numbered) {
  auto order = asked(gert(), question(kGert, "persphysician"));
  std::get<std::vector<model::Question>>(order.content).push_back(question(kGert, "persphysician", kKobe));
  const auto decision = decider.decide(order).value();
  BOOST_REQUIRE(archive.calls.size() == 1U);
  const auto& kept = archive.calls.begin()->second;
  BOOST_TEST(decision.answers[0].id == kept.id + ".1");
  BOOST_TEST(decision.answers[1].id == kept.id + ".2");
  BOOST_TEST(kept.caller == std::string("ssin:") + kGert);
  archive.reachable = false;
  BOOST_TEST(!decider.decide(order));
}

BOOST_AUTO_TEST_CASE(the_same_tables_decide_the_same_again) {
  auto asks = question(kGert, "persphysician");
  asks.break_the_glass = "unconscious patient";
  asks.at = instant("2026-11-19T09:00:00Z");
  const auto first = ask(asks).answers.at(0);
  withdraw(kAnna, "2026-11-20T12:00:00Z");
  start.set(instant("2026-11-21T00:00:00Z"));
  const auto result = again(first.id).value();
  BOOST_TEST(result.permitted());
  BOOST_REQUIRE(result.answers.size() == 2U);
  for (const auto& answer : result.answers) {
    BOOST_TEST(answer.permitted());
    BOOST_TEST(answer.id == first.id);
    BOOST_REQUIRE(answer.rules.size() == first.rules.size());
    for (std::size_t i = 0; i < first.rules.size(); ++i) {
      BOOST_TEST(answer.rules[i].rule == first.rules[i].rule);
      BOOST_TEST(answer.rules[i].text_key == first.rules[i].text_key);
      BOOST_REQUIRE(answer.rules[i].evidence.size() == first.rules[i].evidence.size());
      for (std::size_t k = 0; k < first.rules[i].evidence.size(); ++k)
        BOOST_TEST(answer.rules[i].evidence[k].id == first.rules[i].evidence[k].id);
    }
    BOOST_TEST((answer.valid_until == first.valid_until));
  }
}

BOOST_AUTO_TEST_CASE(another_table_shows_in_the_rule_that_reads_it) {
  const auto id = ask(question(kGert, "persphysician")).answers.at(0).id;
  const auto result =
      again(id, {{"access_matrix.table", table("access_matrix.table", "labresult | RW", "labresult | -")},
                 {"routes.table", "nothing that decisions read"}})
          .value();
  BOOST_TEST(result.answers.at(0).permitted());
  BOOST_TEST(result.answers.at(1).reason()->rule == "matrix");
}

BOOST_AUTO_TEST_CASE(a_table_that_cannot_be_read_is_named_with_its_line) {
  const auto id = ask(question(kGert, "persphysician")).answers.at(0).id;
  const auto told = [&](std::map<std::string, std::string> tables) {
    const auto result = again(id, std::move(tables));
    return result ? std::string("read") : result.error().number() + " " + result.error().caller_detail();
  };
  const auto spoiled = told({{"access_matrix.table", table("access_matrix.table", "labresult | RW", "labresult | WR")}});
  BOOST_TEST(spoiled.starts_with("SLU-3004 access_matrix.table:"));
  BOOST_TEST(told({{"acess_matrix.table", ""}}).starts_with("SLU-3004 tables"));
  BOOST_TEST(told({{"roles.table", ""}}).starts_with("SLU-3004 roles.table:1"));
  BOOST_TEST(told({{"roles.table", "category | setting | role\n" + std::string(3000, 'a')}}).starts_with("SLU-3004 roles.table:2"));
}

BOOST_AUTO_TEST_CASE(only_who_asked_may_have_it_judged_again) {
  const auto id = ask(question(kGert, "persphysician")).answers.at(0).id;
  const auto refused = [&](const std::string& which, const model::Identity& by) {
    const auto result = again(which, {}, by).value();
    return !result.permitted() && result.reason()->text_key == "decision_not_his" && result.answers.empty();
  };
  BOOST_TEST(refused(id, professional(kSofie, kSofieNihii, "persphysician")));
  BOOST_TEST(refused(id, citizen(kAnna)));
  BOOST_TEST(refused(id, organisation(kHospital, "orghospital")));
  const auto call = id.substr(0, id.rfind('.'));
  for (const auto& wrong : {call, call + ".0", call + ".2", call + ".x", call + ".1 ", std::string("nothing.1"), std::string()})
    BOOST_TEST(refused(wrong, gert()), wrong);
}

BOOST_AUTO_TEST_SUITE_END()
