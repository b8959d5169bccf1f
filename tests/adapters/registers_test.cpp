#include <boost/test/unit_test.hpp>

#include "adapters/registers/client.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

const auto kSsin = *model::Ssin::parse(kPatient);
const auto kOther = *model::Ssin::parse("75052298760");

struct Outside {
  ScriptedWire wire;
  std::unique_ptr<spi::Registers> client;

  explicit Outside(const std::string& body, int status = 200, std::chrono::milliseconds keep = std::chrono::milliseconds(0)) {
    wire.script = [=](const spi::WireRequest&) -> Result<spi::WireReply> { return spi::WireReply{status, "application/json", body}; };
    client = adapters::registers::make_client({"https://localhost/registers/v1/", "secret", "/roots.pem", std::chrono::seconds(1), keep, 2}, wire);
  }
};

template <class T>
bool unavailable(const Result<T>& answer) {
  return !answer && answer.error().id() == FaultId::EvidenceUnavailable;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(registers)

BOOST_AUTO_TEST_CASE(a_person_is_read) {
  Outside outside(R"({"found":true,"ssin":"62071498939","first":"Testa","family":"Patiens","birth":"1962-07-14","death":null,"cards":{"EID-CARDNO":"592000000101"}})");
  const auto person = outside.client->person(kSsin);
  BOOST_REQUIRE(person);
  BOOST_REQUIRE(person->has_value());
  BOOST_TEST((*person)->family_name == "Patiens");
  BOOST_TEST(core::to_text(*(*person)->birth) == "1962-07-14");
  BOOST_TEST(!(*person)->death);
  BOOST_TEST((*person)->cards.at(0).first == "EID-CARDNO");
  const auto& sent = outside.wire.sent.at(0);
  BOOST_TEST(sent.url == "https://localhost/registers/v1/person");
  BOOST_TEST(sent.body == R"({"ssin":"62071498939"})");
  BOOST_TEST(sent.headers.at(0).second == "Bearer secret");
}

BOOST_AUTO_TEST_CASE(a_number_that_is_not_known_is_no_fault) {
  Outside outside(R"({"found":false})");
  BOOST_TEST(!outside.client->person(kSsin)->has_value());
  BOOST_TEST(!outside.client->provider(kSsin)->has_value());
  BOOST_TEST(!outside.client->organisation({model::OrganisationScheme::Cbe, "0411882312"})->has_value());
  BOOST_TEST(!outside.client->global_file(kSsin)->has_value());
  BOOST_TEST(outside.wire.sent.at(2).body == R"({"cbe":"0411882312"})");
}

BOOST_AUTO_TEST_CASE(a_provider_and_an_organisation_are_read) {
  Outside provider(R"({"found":true,"ssin":"62071498939","first":"A","family":"B","nihii":[{"number":"19998133004","category":"persphysician"}]})");
  BOOST_TEST((*provider.client->provider(kSsin))->numbers.at(0).second == "persphysician");
  BOOST_TEST(unavailable(provider.client->provider(kOther)));
  Outside pharmacy(R"({"found":true,"category":"orgpharmacy","name":"P","nihii":"27731067","cbe":null,"ehp":null,"holder_ssin":"62071498939","staff_ssin":["75052298760"],"acts_for_cbe":null})");
  const auto organisation = pharmacy.client->organisation({model::OrganisationScheme::Nihii, "27731067"});
  BOOST_REQUIRE(organisation);
  BOOST_TEST((*organisation)->staff_ssin.at(0) == "75052298760");
  BOOST_TEST((*organisation)->numbers.size() == 1u);
}

BOOST_AUTO_TEST_CASE(relations_are_read_and_a_scope_of_nothing_is_none) {
  Outside outside(R"({"relations":[{"kind":"parent","scope":null,"from":null,"to":null},{"kind":"mandate","scope":["consent"],"from":"2026-01-01","to":null},
    {"kind":"mandate","scope":[],"from":null,"to":null}]})");
  const auto relations = outside.client->representation(kSsin, kOther);
  BOOST_REQUIRE(relations);
  BOOST_REQUIRE(relations->size() == 2u);
  BOOST_TEST(relations->at(0).scope.empty());
  BOOST_TEST(relations->at(1).scope.at(0) == "consent");
}

BOOST_AUTO_TEST_CASE(representatives_are_read) {
  Outside outside(R"({"representatives":[{"ssin":"75052298760","kind":"parent","scope":null,"from":null,"to":"2030-01-01"},
    {"ssin":"62071498939","kind":"mandate","scope":[],"from":null,"to":null}]})");
  const auto all = outside.client->representatives(kSsin);
  BOOST_REQUIRE(all);
  BOOST_REQUIRE(all->size() == 1u);
  BOOST_TEST(all->front().ssin.text() == "75052298760");
  BOOST_TEST(core::to_text(*all->front().relation.to) == "2030-01-01");
  BOOST_TEST(outside.wire.sent.at(0).url == "https://localhost/registers/v1/representatives");
  BOOST_TEST(outside.wire.sent.at(0).body == R"({"represented":"62071498939"})");
}

BOOST_AUTO_TEST_CASE(names_are_asked_as_written_and_every_hit_has_that_name) {
  const auto hits = R"({"providers":[{"ssin":"62071498939","first":"Z\u00f6e","family":"Peeters","nihii":[]},
    {"ssin":"75052298760","first":"Zoe","family":"PEETERS","nihii":[{"number":"19998133004","category":"persphysician"}]}]})";
  Outside outside(hits);
  const auto providers = outside.client->providers_named("ZOE", "peeters");
  BOOST_REQUIRE(providers);
  BOOST_TEST(providers->size() == 2u);
  BOOST_TEST(outside.wire.sent.at(0).body == R"({"first":"ZOE","family":"peeters"})");
  BOOST_TEST(outside.client->providers_named("", "Peeters")->size() == 2u);
  BOOST_TEST(unavailable(outside.client->providers_named("Jan", "Peeters")));
  BOOST_TEST(unavailable(outside.client->providers_named("Zoe", "Peters")));
  Outside pharmacy(R"({"organisations":[{"category":"orgpharmacy","name":"De Linde","nihii":"27731067"}]})");
  const auto organisations = pharmacy.client->organisations_named("de linde");
  BOOST_REQUIRE(organisations);
  BOOST_TEST(organisations->at(0).numbers.at(0).number == "27731067");
  BOOST_TEST(unavailable(pharmacy.client->organisations_named("De Eik")));
  BOOST_TEST(unavailable(Outside(R"({"providers":{}})").client->providers_named("", "Peeters")));
  BOOST_TEST(unavailable(Outside(R"({"organisations":[1]})").client->organisations_named("De Linde")));
}

BOOST_AUTO_TEST_CASE(whatever_goes_wrong_nothing_is_assumed) {
  BOOST_TEST(unavailable(Outside(R"({"found":true,"ssin":"75052298760"})").client->person(kSsin)));
  BOOST_TEST(unavailable(Outside(R"({"found":true,"ssin":"62071498930"})").client->person(kSsin)));
  BOOST_TEST(unavailable(Outside(R"({"found":true,"ssin":"62071498939","birth":"gisteren"})").client->person(kSsin)));
  BOOST_TEST(unavailable(Outside(R"({"found":"ja"})").client->person(kSsin)));
  BOOST_TEST(unavailable(Outside(R"({})").client->representation(kSsin, kOther)));
  BOOST_TEST(unavailable(Outside("[]").client->person(kSsin)));
  BOOST_TEST(unavailable(Outside("").client->person(kSsin)));
  BOOST_TEST(unavailable(Outside("{", 200).client->person(kSsin)));
  BOOST_TEST(unavailable(Outside(R"({"found":false})", 401).client->person(kSsin)));
  Outside down("");
  down.wire.script = [](const spi::WireRequest&) -> Result<spi::WireReply> { return Fault(FaultId::NetworkTimedOut); };
  BOOST_TEST(unavailable(down.client->person(kSsin)));
}

BOOST_AUTO_TEST_CASE(answers_are_kept_only_when_the_operator_says_so) {
  Outside fresh(R"({"found":false})");
  BOOST_REQUIRE(fresh.client->person(kSsin));
  BOOST_REQUIRE(fresh.client->person(kSsin));
  BOOST_TEST(fresh.wire.sent.size() == 2u);
  Outside kept(R"({"found":false})", 200, std::chrono::hours(1));
  for (int i = 0; i < 3; ++i) BOOST_REQUIRE(kept.client->person(kSsin));
  BOOST_TEST(kept.wire.sent.size() == 1u);
  BOOST_REQUIRE(kept.client->person(kOther));
  BOOST_REQUIRE(kept.client->provider(kOther));  // a third answer: the oldest goes
  BOOST_REQUIRE(kept.client->person(kSsin));
  BOOST_TEST(kept.wire.sent.size() == 4u);
  Outside failing("", 500, std::chrono::hours(1));
  BOOST_TEST(unavailable(failing.client->person(kSsin)));
  BOOST_TEST(unavailable(failing.client->person(kSsin)));
  BOOST_TEST(failing.wire.sent.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
