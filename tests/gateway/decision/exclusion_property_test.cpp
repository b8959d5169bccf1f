#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

#include "gateway/decision/link_rules.hpp"
#include "gateway/decision/link_state.hpp"
#include "tests/gateway/decision/support.hpp"

// Whom exclusions reach, over 100,000 generated parties, against an oracle that knows who everybody is: it compares the places of people
// and organisations in their lists and never looks at a number.
using namespace sluis;
using namespace sluis::test;

namespace {

constexpr int kParties = 100'000;
constexpr std::size_t kPeople = 300;
constexpr std::size_t kOrganisations = 150;
constexpr std::size_t kPatients = 60;

constexpr const char* kProfessions[] = {"persphysician", "persnurse", "persdentist", "persmidwife", "persphysiotherapist"};
constexpr const char* kOrganisationKinds[] = {"orgpharmacy", "orghospital", "groupofnurses"};

std::string padded(long value, std::size_t size) {
  auto text = std::to_string(value);
  return std::string(size - text.size(), '0') + text;
}
std::string checked(const std::string& body) { return body + padded(97 - std::stol(body) % 97, 2); }

struct Someone {
  model::Ssin ssin;
  std::vector<model::Nihii> numbers;  // one a profession, with different competence codes
};

struct Somewhere {
  model::OrganisationNumber number;
  std::string kind;
};

// Neighbours on purpose: numbers that follow each other, and organisations whose eight digits are those of a person's number or stand at
// the beginning of an enterprise number.
struct Town {
  std::vector<Someone> people;
  std::vector<Somewhere> organisations;

  Town() {
    for (std::size_t i = 0; i < kPeople; ++i) {
      const auto ssin = model::Ssin::parse(checked("7" + padded(static_cast<long>(10'112'000 + i), 8)));
      Someone one{*ssin, {}};
      for (std::size_t n = 0; n <= i % 3; ++n)
        one.numbers.push_back(*model::Nihii::parse(checked(padded(static_cast<long>(199'000 + i * 3 + n), 6)) + padded(static_cast<long>(n * 4 + 1), 3)));
      people.push_back(std::move(one));
    }
    for (std::size_t i = 0; i < kOrganisations; ++i) {
      const auto kind = kOrganisationKinds[i % 3];
      const auto nihii = i % 2 == 0 ? checked(padded(static_cast<long>(209'000 + i), 6)) : people[i].numbers.front().base();
      if (i % 5 == 4) {
        organisations.push_back({{model::OrganisationScheme::Cbe, checked("0" + nihii.substr(0, 7))}, kind});
      } else if (i % 5 == 3) {
        organisations.push_back({{model::OrganisationScheme::Ehp, checked("0" + nihii.substr(0, 7))}, kind});
      } else {
        const auto eleven = model::Nihii::parse(nihii + (i % 3 == 0 ? "000" : ""));
        organisations.push_back({{model::OrganisationScheme::Nihii, eleven->base()}, kind});
      }
    }
  }
};

struct Meant {
  bool person = true;
  std::size_t place = 0;
  bool operator==(const Meant&) const = default;
};

class Generator final {
 public:
  explicit Generator(const Town& town) : town_(town) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }
  Meant somebody() { return below(3) ? Meant{true, below(kPeople)} : Meant{false, below(kOrganisations)}; }

  // The same party is named in many ways: any of his numbers, any profession, with names or without.
  model::Party party(const Meant& meant) {
    model::Party party;
    if (meant.person) {
      const auto& one = town_.people[meant.place];
      party.ssin = one.ssin;
      if (below(2)) party.nihii = one.numbers[below(one.numbers.size())];
      party.category = kProfessions[below(5)];
    } else {
      party.organisation = town_.organisations[meant.place].number;
      party.category = town_.organisations[meant.place].kind;
    }
    if (below(2)) party.family_name = party.name = "Janssens";
    return party;
  }

 private:
  const Town& town_;
  std::mt19937 random_{20261120};
};

struct Excluded {
  Meant who;
  int from;          // hours after the beginning
  int until = 0;     // 0: stands
  bool at(int hour) const { return from <= hour && (until == 0 || hour < until); }
};

const core::Instant kBeginning = instant("2026-11-01T00:00:00Z");
core::Instant after(int hours) { return kBeginning + std::chrono::hours(hours); }

model::Declaration act(int hours) {
  model::Declaration declaration;
  declaration.at = after(hours);
  return declaration;
}

struct Case {
  std::vector<Excluded> meant;
  spi::PatientFile file;
};

Case patient_with_exclusions(Generator& generate) {
  Case one;
  for (auto left = generate.below(12); left > 0; --left) {
    Excluded excluded{generate.somebody(), static_cast<int>(generate.below(100))};
    if (generate.below(3) == 0) excluded.until = excluded.from + 1 + static_cast<int>(generate.below(50));
    model::Exclusion exclusion{"exclusion", 1, ssin(kAnna), "", "", generate.party(excluded.who), act(excluded.from), {}};
    if (excluded.until) exclusion.revoked = act(excluded.until);
    one.file.exclusions.push_back(std::move(exclusion));
    one.meant.push_back(excluded);
  }
  return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exclusion_property)

BOOST_AUTO_TEST_CASE(exclusions_reach_whom_they_mean_and_nobody_else) {
  const Town town;
  Generator generate(town);
  std::vector<Case> patients;
  while (patients.size() < kPatients) patients.push_back(patient_with_exclusions(generate));
  int blocked = 0;
  int differences = 0;
  for (int i = 0; i < kParties; ++i) {
    const auto& patient = patients[generate.below(kPatients)];
    auto candidate = generate.somebody();
    if (!patient.meant.empty() && generate.below(2)) candidate = patient.meant[generate.below(patient.meant.size())].who;
    const int hour = static_cast<int>(generate.below(160));
    const bool expected = std::ranges::any_of(patient.meant, [&](const auto& e) { return e.who == candidate && e.at(hour); });
    const auto party = generate.party(candidate);
    decision::Actor actor;
    actor.category = party.category;
    actor.person = party.ssin;
    actor.organisation = party.organisation;
    differences += decision::excludes(patient.file, party, after(hour)) != expected;
    differences += decision::excludes(patient.file, actor, after(hour)) != expected;
    blocked += expected;
  }
  BOOST_TEST(differences == 0);
  BOOST_TEST(blocked > kParties / 10);
  BOOST_TEST(blocked < kParties * 9 / 10);
}

// In decisions the person and the organisation that stands behind him are looked up together (rulings R25).
BOOST_AUTO_TEST_CASE(a_person_behind_a_counter_is_reached_by_both) {
  const Town town;
  Generator generate(town);
  int differences = 0;
  int reached = 0;
  for (int i = 0; i < kParties / 2; ++i) {
    const Meant person{true, generate.below(kPeople)};
    const Meant organisation{false, generate.below(kOrganisations)};
    auto meant = generate.somebody();
    if (generate.below(3) == 0) meant = generate.below(2) ? person : organisation;
    const decision::Seeker seeker{town.people[person.place].ssin, town.organisations[organisation.place].number, town.people[person.place].numbers};
    const bool expected = meant == person || meant == organisation;
    auto party = generate.party(meant);
    if (meant.person && party.nihii && generate.below(2)) party.ssin.reset();  // known by number only: still the person
    differences += decision::is_of(party, seeker) != expected;
    reached += expected;
  }
  BOOST_TEST(differences == 0);
  BOOST_TEST(reached > kParties / 10);
}

BOOST_AUTO_TEST_CASE(no_two_of_the_town_are_the_same) {
  const Town town;
  std::vector<std::string> keys;
  for (const auto& one : town.people) keys.push_back(one.ssin.text());
  for (const auto& one : town.organisations) keys.push_back(std::to_string(static_cast<int>(one.number.scheme)) + one.number.number);
  std::ranges::sort(keys);
  BOOST_TEST((std::ranges::adjacent_find(keys) == keys.end()));
}

BOOST_AUTO_TEST_SUITE_END()
