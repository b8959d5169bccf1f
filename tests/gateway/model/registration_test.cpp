#include "gateway/model/registration.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

using namespace sluis;
using namespace sluis::model;

namespace {

core::Date date(const std::string& text) { return core::parse_date(text).value(); }
core::Instant at(const std::string& text) { return core::parse_instant(text).value(); }

TherapeuticLink link_between(const std::string& start, const std::string& end) {
  return {"l-1", 1, *Ssin::parse("85073099833"), {}, {}, {}, "gpconsultation", date(start), date(end), {}, {}, {}, {}, false, {}};
}

Declaration declared(const std::string& when) {
  Declaration declaration;
  declaration.at = at(when);
  return declaration;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(registration)

BOOST_AUTO_TEST_CASE(a_link_holds_from_its_start_until_before_its_end_by_the_brussels_calendar) {
  const auto held = link_between("2026-03-29", "2026-11-20");
  BOOST_TEST(!held.active_at(at("2026-03-28T22:59:59Z")));  // winter: the day starts at 23:00 UTC
  BOOST_TEST(held.active_at(at("2026-03-28T23:00:00Z")));
  BOOST_TEST(held.active_at(at("2026-11-19T22:59:59Z")));
  BOOST_TEST(!held.active_at(at("2026-11-19T23:00:00Z")));
  const auto summer = link_between("2026-07-01", "2026-08-01");
  BOOST_TEST(summer.active_at(at("2026-06-30T22:00:00Z")));
  BOOST_TEST(!summer.active_at(at("2026-07-31T22:00:00Z")));
}

BOOST_AUTO_TEST_CASE(a_link_that_ends_on_its_first_day_holds_that_day) {  // rulings R14
  const auto held = link_between("2026-11-20", "2026-11-20");
  BOOST_TEST(!held.active_at(at("2026-11-19T22:59:59Z")));
  BOOST_TEST(held.active_at(at("2026-11-19T23:00:00Z")));
  BOOST_TEST(held.active_at(at("2026-11-20T22:59:59Z")));
  BOOST_TEST(!held.active_at(at("2026-11-20T23:00:00Z")));
}

BOOST_AUTO_TEST_CASE(a_revocation_takes_effect_when_it_is_acknowledged) {  // rulings R12
  auto held = link_between("2026-11-01", "2027-02-01");
  held.revoked = declared("2026-11-20T09:15:00Z");
  BOOST_TEST(held.active_at(at("2026-11-20T09:14:59Z")));
  BOOST_TEST(!held.active_at(at("2026-11-20T09:15:00Z")));
  BOOST_TEST(!held.active_at(at("2026-12-20T09:15:00Z")));
}

BOOST_AUTO_TEST_CASE(a_revocation_for_later_ends_the_link_at_the_start_of_that_day) {  // rulings R12
  auto held = link_between("2026-11-01", "2027-02-01");
  held.revoked = declared("2026-11-20T09:15:00Z");
  held.ended_early = date("2026-12-01");
  BOOST_TEST(held.active_at(at("2026-11-20T09:15:00Z")));
  BOOST_TEST(held.active_at(at("2026-11-30T22:59:59Z")));
  BOOST_TEST(!held.active_at(at("2026-11-30T23:00:00Z")));
}

BOOST_AUTO_TEST_CASE(a_party_is_known_by_its_number) {
  Party party;
  BOOST_TEST(party.key().empty());
  party.nihii = Nihii::parse("19997638004");
  BOOST_TEST(party.key() == "nihii:19997638");
  party.ssin = Ssin::parse("72051999381");
  BOOST_TEST(party.key() == "ssin:72051999381");
  party.nihii = Nihii::parse("19997638001");  // another competence code is the same person
  BOOST_TEST(party.key() == "ssin:72051999381");
  party.organisation = OrganisationNumber{OrganisationScheme::Nihii, "71099911000"};
  BOOST_TEST(party.key() == "nihii:71099911");
  party.organisation = OrganisationNumber{OrganisationScheme::Cbe, "0999999922"};
  BOOST_TEST(party.key() == "cbe:0999999922");
  party.organisation = OrganisationNumber{OrganisationScheme::Ehp, "1990999927"};
  BOOST_TEST(party.key() == "ehp:1990999927");
}

BOOST_AUTO_TEST_CASE(the_first_failing_rule_is_the_reason) {
  Decision decision;
  BOOST_TEST(!decision.permitted());
  BOOST_TEST(!decision.reason());
  decision.rules = {{"identity", Outcome::Pass, {}, {}}, {"consent", Outcome::Fail, {}, {}}, {"link", Outcome::Fail, {}, {}}};
  BOOST_REQUIRE(decision.reason());
  BOOST_TEST(decision.reason()->rule == "consent");
}

BOOST_AUTO_TEST_CASE(claims_by_scheme) {
  PartyClaim software{{{"LOCAL", "sluis", "application_ID"}}, {{"CD-HCPARTY", "application"}}, "Sluis", {}, {}};
  PartyClaim hospital{{{"ID-HCPARTY", "71099911", ""}}, {{"CD-ENCRYPTION-ACTOR", "NIHII"}, {"CD-HCPARTY", "orghospital"}}, {}, {}, {}};
  PartyClaim person{{{"INSS", "72051999381", ""}, {"INSS", "72051999382", ""}}, {{"CD-HCPARTY", "persphysician"}}, {}, {}, {}};
  const AuthorClaim author{{software, hospital, person}, {}, {}};
  BOOST_TEST(author.organisation()->category() == "orghospital");
  BOOST_TEST(author.professional()->value("INSS").value() == "72051999381");
  BOOST_TEST(person.values("INSS").size() == 2u);
  BOOST_TEST(!person.value("ID-HCPARTY"));
  BOOST_TEST(!AuthorClaim{}.organisation());
  BOOST_TEST(!AuthorClaim{}.professional());
  BOOST_TEST(PartyClaim{}.category().empty());
}

BOOST_AUTO_TEST_CASE(the_patient_of_an_order_as_written) {
  Order order;
  BOOST_TEST(order.patient_number().empty());
  ConsentOrder consent;
  consent.patient.ids = {{"EID-CARDNO", "599000001748", ""}, {"INSS", "not checked", ""}};
  order.content = consent;
  BOOST_TEST(order.patient_number() == "not checked");
  order.content = LinkQuery{};
  BOOST_TEST(order.patient_number().empty());
  order.content = std::vector<Question>{};
  BOOST_TEST(order.patient_number().empty());
}

BOOST_AUTO_TEST_SUITE_END()
