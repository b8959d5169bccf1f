#include "adapters/registers/simulator/registers.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/clock.hpp"

using namespace sluis;
using namespace sluis::sandbox;

namespace {

struct WithRegisters {
  World world = built_in_world();
  core::ManualClock clock{core::parse_instant("2026-11-20T09:15:00Z").value()};
  Registers registers{"secret", world, clock};

  Answer ask(const std::string& what, const std::string& body, const std::string& secret = "secret") {
    Question q;
    q.method = "POST";
    q.path = std::string(kRegistersBase) + "/" + what;
    q.authorization = "Bearer " + secret;
    q.body = body;
    return registers.answer(q);
  }
  bool says(const std::string& what, const std::string& body, const std::string& text) {
    const auto answer = ask(what, body).body;
    const bool there = answer.find(text) != std::string::npos;
    BOOST_TEST_INFO(answer);
    return there;
  }
};

constexpr auto kNotFound = R"({"found":false})";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(registers, WithRegisters)

BOOST_AUTO_TEST_CASE(persons_are_told_as_of_the_clock) {
  BOOST_TEST(
      ask("person", R"({"ssin":"85073099833"})").body ==
      R"({"found":true,"ssin":"85073099833","first":"Anna","family":"Testpersoon","birth":"1985-07-30","death":null,)"
      R"("cards":{"EID-CARDNO":"599000001748"}})");
  BOOST_TEST(says("person", R"({"ssin":"48031299760"})", R"("death":"2026-06-01")"));
  BOOST_TEST(says("person", R"({"ssin":"55010199837"})", R"("death":null)"));
  clock.set(core::parse_instant("2026-12-24T09:00:00Z").value());
  BOOST_TEST(says("person", R"({"ssin":"55010199837"})", R"("death":"2026-12-24")"));
  clock.set(core::parse_instant("2026-10-01T09:00:00Z").value());
  BOOST_TEST(ask("person", R"({"ssin":"26100299674"})").body == kNotFound);  // born the day after
  BOOST_TEST(ask("person", R"({"ssin":"85000099811"})").body == kNotFound);
}

BOOST_AUTO_TEST_CASE(professionals_by_either_number) {
  BOOST_TEST(says("provider", R"({"ssin":"72051999381"})",
                  R"("nihii":[{"number":"19997638004","category":"persphysician"}])"));
  BOOST_TEST(says("provider", R"({"nihii":"19997638004"})", R"("ssin":"72051999381")"));
  BOOST_TEST(says("provider", R"({"nihii":"19997638"})", R"("ssin":"72051999381")"));
  BOOST_TEST(ask("provider", R"({"nihii":"19997638001"})").body == kNotFound);
}

BOOST_AUTO_TEST_CASE(organisations_by_any_number) {
  BOOST_TEST(says("organisation", R"({"nihii":"20999609"})", R"("category":"orgpharmacy")"));
  BOOST_TEST(says("organisation", R"({"nihii":"20999609000"})", R"("holder_ssin":"79120199143")"));
  BOOST_TEST(says("organisation", R"({"cbe":"0411882388"})", R"("category":"orginsurance")"));
  BOOST_TEST(says("organisation", R"({"ehp":"1990999927"})", R"("ehp":"1990999927")"));
  BOOST_TEST(says("organisation", R"({"cbe":"0876543270"})", R"("acts_for_cbe":"0411882388")"));
}

BOOST_AUTO_TEST_CASE(representation_and_record_holders) {
  BOOST_TEST(ask("representation", R"({"represented":"19031299762","representative":"88110599603"})").body ==
             R"({"relations":[{"kind":"parent","scope":null,"from":null,"to":null}]})");
  BOOST_TEST(ask("representation", R"({"represented":"88110599603","representative":"19031299762"})").body ==
             R"({"relations":[]})");
  BOOST_TEST(says("representation", R"({"represented":"39050599894","representative":"70021499569"})",
                  R"("scope":["consent","read"])"));
  BOOST_TEST(says("gmd", R"({"patient":"85073099833"})", R"("holder_nihii":"19997638004","start":"2026-01-05")"));
  BOOST_TEST(ask("gmd", R"({"patient":"90441599772"})").body == kNotFound);
}

BOOST_AUTO_TEST_CASE(everybody_who_represents_somebody) {
  BOOST_TEST(says("representatives", R"({"represented":"19031299762"})",
                  R"({"ssin":"88110599603","kind":"parent","scope":null,"from":null,"to":null})"));
  BOOST_TEST(says("representatives", R"({"represented":"39050599894"})", R"("scope":["consent","read"])"));
  BOOST_TEST(ask("representatives", R"({"represented":"72051999381"})").body == R"({"representatives":[]})");
}

BOOST_AUTO_TEST_CASE(providers_and_organisations_by_name) {
  const auto gert = R"({"providers":[{"ssin":"72051999381","first":"Gert","family":"Huisarts",)"
                    R"("nihii":[{"number":"19997638004","category":"persphysician"}]}]})";
  BOOST_TEST(ask("providers", R"({"first":"Gert","family":"Huisarts"})").body == gert);
  BOOST_TEST(ask("providers", R"({"first":"G\u00c9RT","family":" huis\u00e0rts "})").body == gert);
  BOOST_TEST(ask("providers", R"({"first":"","family":"HUISARTS"})").body == gert);
  BOOST_TEST(ask("providers", R"({"family":"huisarts"})").body == gert);
  BOOST_TEST(ask("providers", R"({"first":"Geert","family":"Huisarts"})").body == R"({"providers":[]})");
  BOOST_TEST(ask("providers", R"({"first":"Gert","family":"Huis"})").body == R"({"providers":[]})");
  BOOST_TEST(ask("providers", R"({"first":"Gert","family":" "})").status == 400);
  BOOST_TEST(ask("providers", R"({"first":"Gert"})").status == 400);
  BOOST_TEST(says("organisations", R"({"name":"TESTAPOTHEEK"})", R"("holder_ssin":"79120199143")"));
  BOOST_TEST(ask("organisations", R"({"name":"Testapo"})").body == R"({"organisations":[]})");
  BOOST_TEST(ask("organisations", R"({"name":"Testapotheek","nihii":"20999609"})").status == 400);
}

BOOST_AUTO_TEST_CASE(a_common_name_is_listed_a_hundred_times_at_most) {
  for (int i = 0; i < 130; ++i) world.providers.push_back({"72051999381", "Jan", "Peeters", {}});
  const auto body = ask("providers", R"({"first":"jan","family":"peeters"})").body;
  std::size_t hits = 0;
  for (auto at = body.find("Peeters"); at != std::string::npos; at = body.find("Peeters", at + 1)) ++hits;
  BOOST_TEST(hits == 100U);
}

BOOST_AUTO_TEST_CASE(other_questions_are_refused_without_a_number_in_the_text) {
  BOOST_TEST(ask("person", R"({"ssin":"85073099833"})", "wrong").status == 401);
  BOOST_TEST(ask("people", "{}").status == 404);
  BOOST_TEST(ask("person", "{}").status == 400);
  BOOST_TEST(ask("person", R"({"ssin":85073099833})").status == 400);
  const auto answer = ask("person", R"({"ssin":"85073099833","nihii":"19997638004"})");
  BOOST_TEST(answer.status == 400);
  BOOST_TEST(answer.body.find("8507") == std::string::npos);
  BOOST_TEST(ask("provider", R"({"ssin":"72051999381","nihii":"19997638004"})").status == 400);
}

BOOST_AUTO_TEST_SUITE_END()
