#include "adapters/simulator_kit/invention.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "adapters/simulator_kit/wanted_identity.hpp"

using namespace sluis;
using namespace sluis::sandbox;

namespace {

const World& crowd() {
  static const World world = invented_world(3000, 11);
  return world;
}

bool check_97(const std::string& number, std::size_t body) {
  return 97 - std::stoll(number.substr(0, body)) % 97 == std::stoll(number.substr(body, 2));
}

// Modulo 97, or 89 as the built-in nurses have it.
bool right_nihii(const std::string& number) {
  return check_97(number, 6) || 89 - std::stoll(number.substr(0, 6)) % 89 == std::stoll(number.substr(6, 2));
}

bool right_ssin(const Person& p) {
  const auto prefix = static_cast<int>(p.birth.year()) >= 2000 ? "2" : "";
  return p.ssin.size() == 11 && 97 - std::stoll(prefix + p.ssin.substr(0, 9)) % 97 == std::stoll(p.ssin.substr(9));
}

int age(const Person& p) {
  return static_cast<int>(crowd().base.year()) - static_cast<int>(p.birth.year());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(invention)

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_world_and_another_one_another) {
  const auto text = to_json(invented_world(400, 5));
  BOOST_TEST(text == to_json(invented_world(400, 5)));
  BOOST_TEST(text != to_json(invented_world(400, 6)));
  BOOST_TEST(to_json(parse_world(text)) == text);
}

BOOST_AUTO_TEST_CASE(it_has_the_size_that_is_asked_with_the_built_in_people_in_it) {
  BOOST_TEST(crowd().persons.size() == 3000U);
  for (const auto& p : built_in_world().persons) BOOST_TEST((crowd().person(p.ssin) != nullptr), p.first);
  BOOST_TEST(to_json(invented_world(0, 5)) == to_json(built_in_world()));
}

BOOST_AUTO_TEST_CASE(numbers_are_right_and_each_is_there_once) {
  std::set<std::string> persons, cards, professionals, places;
  for (const auto& p : crowd().persons) {
    BOOST_TEST(persons.insert(p.ssin).second);
    if (p.ssin == "90441599772") continue;  // the BIS number of the built-in world
    BOOST_TEST(right_ssin(p), p.ssin);
    if (const auto eid = p.cards.find("EID-CARDNO"); eid != p.cards.end()) {
      const auto remainder = std::stoll(eid->second.substr(0, 10)) % 97;
      BOOST_TEST((remainder == 0 ? 97 : remainder) == std::stoll(eid->second.substr(10)));
      BOOST_TEST(cards.insert(eid->second).second);
    }
  }
  for (const auto& p : crowd().providers) {
    BOOST_TEST(right_nihii(p.nihii.front().number), p.nihii.front().number);
    BOOST_TEST(professionals.insert(p.nihii.front().number.substr(0, 8)).second);
    BOOST_TEST((crowd().person(p.ssin) != nullptr));
  }
  for (const auto& o : crowd().organisations) {
    if (!o.nihii.empty()) BOOST_TEST(right_nihii(o.nihii), o.nihii);
    if (!o.cbe.empty()) BOOST_TEST(check_97(o.cbe, 8), o.cbe);
    if (!o.ehp.empty()) BOOST_TEST(check_97(o.ehp, 8), o.ehp);
    BOOST_TEST(places.insert(o.nihii + o.cbe + o.ehp).second);
  }
}

BOOST_AUTO_TEST_CASE(people_live_together_as_people_do) {
  std::map<std::string, int> kinds, categories;
  for (const auto& r : crowd().representation) {
    ++kinds[r.kind];
    const auto* child = crowd().person(r.represented);
    const auto* other = crowd().person(r.representative);
    BOOST_REQUIRE((child != nullptr && other != nullptr));
    if (r.kind == "parent") BOOST_TEST(age(*other) - age(*child) >= 12);
  }
  for (const auto* kind : {"parent", "guardian", "administrator", "mandate"}) BOOST_TEST(kinds[kind] > 0, kind);
  for (const auto& p : crowd().providers) ++categories[p.nihii.front().category];
  BOOST_TEST(categories.size() >= 15U);
  for (const auto& p : crowd().persons) BOOST_TEST((age(p) >= 0 && age(p) < 101 && p.birth < crowd().base));
}

BOOST_AUTO_TEST_CASE(documents_are_everywhere_and_of_people_who_exist) {
  std::map<int, int> places;
  for (const auto& d : crowd().documents) {
    ++places[d.hub];
    BOOST_TEST((crowd().person(d.patient) != nullptr));
    BOOST_TEST((crowd().provider_by_nihii(d.author_nihii) != nullptr || crowd().organisation_by_nihii(d.author_nihii) != nullptr));
  }
  for (int place = 1; place <= kPlaces; ++place) BOOST_TEST(places[place] > 0, place);
  BOOST_TEST(crowd().gmd.size() > 1000U);
}

BOOST_AUTO_TEST_CASE(an_index_finds_what_a_search_finds) {
  auto indexed = crowd();
  indexed.build_index();
  for (const auto& p : crowd().providers) {
    for (const auto& number : {p.nihii.front().number, p.nihii.front().number.substr(0, 8)}) {
      BOOST_TEST(indexed.provider_by_nihii(number)->ssin == crowd().provider_by_nihii(number)->ssin);
    }
  }
  BOOST_TEST((indexed.person("00000000000") == nullptr && indexed.organisation_by_cbe("") == nullptr));
  BOOST_TEST(indexed.organisation_by_nihii("71099911000")->name == "Testziekenhuis");
}

BOOST_AUTO_TEST_CASE(in_a_large_world_identities_are_for_the_built_in_people_and_whom_is_asked) {
  const auto somebody = crowd().persons.back().ssin;
  const auto few = wanted_identities(crowd(), {});
  const auto all = wanted_identities(built_in_world(), {});
  BOOST_TEST(few.size() == all.size());
  BOOST_TEST(wanted_identities(crowd(), {somebody}).size() > few.size());
  BOOST_TEST(identities_of(crowd(), somebody).front().identity.ssin == somebody);
  BOOST_TEST(identities_of(crowd(), "00000000000").empty());
}

BOOST_AUTO_TEST_SUITE_END()
