#include "adapters/simulator_kit/world.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "adapters/simulator_kit/json_view.hpp"
#include "adapters/simulator_kit/kmehr_parts.hpp"

using namespace sluis;
using namespace sluis::sandbox;

namespace {

std::string refusal(const std::string& json) {
  try {
    parse_world(json);
  } catch (const InputRefused& e) {
    return e.what();
  }
  return "accepted";
}

constexpr auto kPerson = R"("ssin":"85073099833","first":"Anna","family":"Testpersoon","birth":"1985-07-30")";

std::string with_person(const std::string& members) {
  return R"({"base":"2026-11-20","persons":[{)" + members + "}]}";
}

// Every number of this form in the messages of a folder.
std::vector<std::string> numbers_in(const std::filesystem::path& folder, const std::regex& pattern) {
  std::vector<std::string> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const auto content = text.str();
    for (std::sregex_iterator i(content.begin(), content.end(), pattern), end; i != end; ++i) all.push_back((*i)[1]);
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(world)

BOOST_AUTO_TEST_CASE(what_is_written_can_be_read_again) {
  const auto text = to_json(built_in_world());
  BOOST_TEST(to_json(parse_world(text)) == text);
}

BOOST_AUTO_TEST_CASE(a_wrong_member_is_named_with_its_path) {
  BOOST_TEST(refusal(with_person(kPerson)) == "accepted");
  BOOST_TEST(refusal("[]") == "expected an object");
  BOOST_TEST(refusal("{") == "not JSON");
  BOOST_TEST(refusal("{}") == "base: missing");
  BOOST_TEST(refusal(R"({"base":"2026-02-30"})") == "base: expected a date YYYY-MM-DD");
  BOOST_TEST(
      refusal(R"({"base":"2026-11-20","people":[]})").starts_with("people: unknown member; known here: base, persons"));
  BOOST_TEST(refusal(with_person(std::string(kPerson) + R"(,"age":41)")).starts_with("persons[0].age: unknown member"));
  BOOST_TEST(refusal(with_person(R"("ssin":"8507309983")")) == "persons[0].ssin: expected 11 digits");
  BOOST_TEST(refusal(with_person(std::string(kPerson) + R"(,"cards":{"VISA":"1"})"))
                 .starts_with("persons[0].cards.VISA: unknown"));
  BOOST_TEST(
      refusal(
          R"({"base":"2026-11-20","documents":[{"id":"1","sl":"A","patient":"85073099833","category":"note","hub":"7"}]})")
          .starts_with("documents[0].hub: expected"));
  BOOST_TEST(refusal(R"({"base":"2026-11-20","organisations":[{"category":"orgpharmacy","name":"A"}]})") ==
             "organisations[0]: needs one of nihii, cbe, ehp");
  BOOST_TEST(refusal(R"({"base":"2026-11-20","representation":[{"kind":"friend"}]})")
                 .starts_with("representation[0].kind: expected one of parent"));
  const std::string twice = R"({"base":"2026-11-20","persons":[{)" + std::string(kPerson) + "},{" + kPerson + "}]}";
  BOOST_TEST(refusal(twice) == "persons[1]: is there twice");
}

BOOST_AUTO_TEST_CASE(the_built_in_people_have_numbers_that_fit) {
  const auto world = built_in_world();
  for (const auto& p : world.persons) {
    BOOST_TEST(check_digits_right(p.ssin), p.first);
    BOOST_TEST((birth_of(p.ssin) == p.birth || p.ssin == "90441599772"), p.first);
  }
  for (const auto& p : world.providers) BOOST_TEST((world.person(p.ssin) != nullptr), p.first);
  for (const auto& r : world.representation)
    BOOST_TEST((world.person(r.represented) && world.person(r.representative)));
  for (const auto& d : world.documents) BOOST_TEST((world.person(d.patient) != nullptr), d.id);
}

BOOST_AUTO_TEST_CASE(document_moments_are_before_the_base_and_stay_the_same) {
  const auto world = built_in_world();
  for (const auto& d : world.documents) {
    const auto day = core::brussels_date(document_moment(world, d));
    BOOST_TEST((day < world.base && core::add_days(world.base, -301) < day), d.id);
    BOOST_TEST((document_moment(world, d) == document_moment(built_in_world(), d)));
  }
}

BOOST_AUTO_TEST_CASE(everybody_in_the_samples_exists) {
  const std::filesystem::path samples = SLUIS_SOURCE_DIR "/../shared/samples";
  if (!std::filesystem::exists(samples)) {
    BOOST_TEST_MESSAGE("no samples here");
    return;
  }
  const auto world = built_in_world();
  for (const auto* folder : {"consent", "therapeutic-link", "therapeutic-exclusion"}) {
    for (const auto& ssin : numbers_in(samples / folder, std::regex("S=\"INSS\"[^>]*>([0-9]{11})<"))) {
      if (check_digits_right(ssin)) BOOST_TEST((world.person(ssin) != nullptr), ssin);
    }
    for (const auto& number : numbers_in(samples / folder, std::regex("S=\"ID-HCPARTY\"[^>]*>([0-9]+)<"))) {
      if (number == "19997641004") continue;  // wrong on purpose
      const bool known = world.provider_by_nihii(number) || world.organisation_by_nihii(number) ||
                         world.organisation_by_cbe(number) || world.organisation_by_ehp(number);
      BOOST_TEST(known, number);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
