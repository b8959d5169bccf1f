#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "gateway/selftest/bench.hpp"

using namespace sluis;
using namespace sluis::selftest;

namespace {

const Corpus& corpus() {
  static const auto loaded = Corpus::load(SLUIS_SOURCE_DIR "/fixtures/hostile");
  return loaded;
}

security::GateSettings settings() {
  security::GateSettings settings;
  settings.policy_folder = SLUIS_SOURCE_DIR "/mappings/policy";
  return settings;
}

Bench& bench() {
  static Bench made(corpus(), settings(), {}, memory_of_this_process());
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile)

BOOST_AUTO_TEST_CASE(there_are_many_and_each_is_another) {
  std::set<std::string> files, bytes;
  for (const auto& attack : corpus().attacks()) {
    if (attack.control()) continue;
    files.insert(attack.file);
    // The same bytes count once, however often they are sent and wherever.
    bytes.insert(attack.door + attack.certificate + attack.settings + corpus().file(attack.file));
  }
  BOOST_TEST(files.size() >= 150u);
  BOOST_TEST(bytes.size() >= 120u);
}

BOOST_AUTO_TEST_CASE(the_control_group_is_accepted) {
  int accepted = 0;
  for (const auto& attack : corpus().attacks()) {
    if (!attack.control()) continue;
    const auto row = bench().run(attack);
    BOOST_TEST(row.right, attack.file << ": " << row.note);
    accepted += row.right;
  }
  BOOST_TEST(accepted >= 10);
}

BOOST_AUTO_TEST_CASE(no_attack_is_accepted_and_each_meets_the_rule_meant_for_it) {
  int refused = 0;
  for (const auto& attack : corpus().attacks()) {
    if (attack.control()) continue;
    const auto row = bench().run(attack);
    BOOST_TEST(row.judged, attack.file);
    BOOST_TEST(!row.outcome.accepted, attack.file << " was accepted");
    BOOST_TEST(row.right, attack.file << ": " << row.note);
    refused += row.right;
  }
  BOOST_TEST(refused >= 150);
}

BOOST_AUTO_TEST_CASE(a_base_is_a_message_of_the_control_group) {
  std::set<std::string> names{"-"};
  for (const auto& attack : corpus().attacks()) {
    if (attack.control()) names.insert(attack.file.substr(8, attack.file.rfind('.') - 8));
  }
  for (const auto& attack : corpus().attacks()) BOOST_TEST(names.contains(attack.base), attack.file);
}

BOOST_AUTO_TEST_CASE(a_recipe_is_expanded) {
  BOOST_TEST(expanded("a{{3*b}}c") == "abbbc");
  BOOST_TEST(expanded("{{3#<a%/>}}") == "<a0/><a1/><a2/>");
  BOOST_TEST(expanded("{{2*({{2#%}})}}") == "(01)(01)");
  BOOST_TEST(expanded("plain } {") == "plain } {");
  BOOST_CHECK_THROW(expanded("{{3*b"), std::runtime_error);
  BOOST_CHECK_THROW(expanded("{{b}}"), std::runtime_error);
}

// A corpus that finds nothing would be worth nothing: an attack that gets through, and one that another rule refuses, are told.
BOOST_AUTO_TEST_CASE(what_gets_through_is_told) {
  Attack attack = corpus().attacks().front();
  BOOST_TEST_REQUIRE(attack.control());
  attack.rule = "message signature";
  attack.fault = "SLU-2008";
  auto row = bench().run(attack);
  BOOST_TEST(row.outcome.accepted);
  BOOST_TEST(!row.right);
  BOOST_TEST(row.note == "step 1 was accepted");
  for (auto other : corpus().attacks()) {
    if (other.rule != "signed nodes") continue;
    other.rule = "message signature";
    row = bench().run(other);
    BOOST_TEST(!row.right);
    BOOST_TEST(row.note.starts_with("refused by signed nodes SLU-2009, expected message signature"));
    break;
  }
}

BOOST_AUTO_TEST_CASE(what_an_operator_allows_is_not_judged) {
  auto generous = settings();
  generous.bare_holder_keys = true;
  Bench other(corpus(), generous, {}, memory_of_this_process());
  for (const auto& attack : corpus().attacks()) {
    if (attack.unless == "trust.accept_key_value") BOOST_TEST(!other.run(attack).judged);
  }
}

BOOST_AUTO_TEST_SUITE_END()
