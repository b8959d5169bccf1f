// Representation asked at the counter of a professional or organisation: the author names the healthcare parties and,
// beside them, the person who represents the patient (or the patient who asks himself).
#include <boost/test/unit_test.hpp>
#include <vector>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

constexpr auto kClerk = "76080899826";
constexpr auto kMutuality = "0411882388";

model::PatientClaim kobe() {
  return patient(kKobe, "ISI-CARDNO", "0000000001");
}

model::Order with_person(model::Order order, const std::string& person) {
  order.header.author.person = patient(person);
  return order;
}

model::Order by_clerk(model::Order order) {
  order.header.author.parties.at(1) = party(kClerk, "", "persadministrative");
  return order;
}

struct Counter : Bench {
  model::Identity hospital = organisation(kHospital, "orghospital");
  model::Identity pharmacy = organisation(kPharmacy, "orgpharmacy");
  model::Identity mutuality = organisation(kMutuality, "orginsurance", model::OrganisationScheme::Cbe);
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(counter, Counter)

BOOST_AUTO_TEST_CASE(a_parent_asks_through_everybody_who_may_declare) {
  const std::vector<model::Order> orders{put_consent(hospital, kobe()), by_clerk(put_consent(hospital, kobe())),
                                         put_consent(pharmacy, kobe()), put_consent(gert(), kobe()),
                                         by_clerk(put_consent(mutuality, kobe()))};
  for (const auto& order : orders) {
    BOOST_TEST_CONTEXT(order.caller.category) {
      const auto decision = decide(with_person(order, kPetra));
      BOOST_REQUIRE(decision.permitted());
      BOOST_TEST(decision.representation == "parent");
      BOOST_TEST((decision.representative == ssin(kPetra)));
      const auto& stored = std::get<model::ConsentRegistration>(decision.registration);
      BOOST_TEST(stored.author.person->value("INSS").value() == kPetra);
      BOOST_TEST(codes(with_person(order, kMark)) == "MH2.INPUT.2");      // represents somebody else
      BOOST_TEST(codes(with_person(order, kKobe)) == "MH2.INPUT.2");      // nobody represents himself
      BOOST_TEST(codes(with_person(order, "85073099834")) == "MH2.INPUT.2");
      BOOST_TEST(codes(with_person(order, "")) == "MH2.INPUT.2");
    }
  }
}

BOOST_AUTO_TEST_CASE(the_rules_of_the_one_behind_the_counter_stay) {
  const auto without_card = with_person(put_consent(hospital, patient(kKobe)), kPetra);
  BOOST_TEST(codes(without_card) == "CO.INPUT.30");
  const auto kim = professional(kKim, kKimNihii, "persphysiotherapist");
  BOOST_TEST(codes(with_person(put_consent(kim, kobe()), kPetra)) == "MH2.INPUT.2");  // may only look
  auto link = with_person(put_link(gert(), kobe(), "gpconsultation", "isireading"), kPetra);
  BOOST_TEST(codes(link) == "ok");
  BOOST_TEST(decide(link).representation == "parent");
  link_of(link).proofs.clear();
  BOOST_TEST(codes(link) == "TL.INPUT.70");  // a representative needs none, a professional does
  auto stranger = with_person(put_link(gert(), kobe(), "gpconsultation", "isireading"), kMark);
  BOOST_TEST(codes(stranger) == "TL.ACCESS.07");
}

BOOST_AUTO_TEST_CASE(an_organisation_names_its_end_user_too) {
  auto nobody = with_person(put_consent(hospital, kobe()), kPetra);
  nobody.header.author.parties.pop_back();
  BOOST_TEST(codes(nobody) == "MH2.INPUT.2");
  auto unnumbered = with_person(put_consent(hospital, kobe()), kPetra);
  unnumbered.header.author.parties.at(1) = party("", kSofieNihii, "persphysician");
  BOOST_TEST(codes(unnumbered) == "MH2.INPUT.2");
  auto alone = put_consent(hospital, kobe());
  alone.header.author.parties.pop_back();
  BOOST_TEST(codes(alone) == "ok");  // only who brings a representative has to say who he is
  auto link = with_person(put_link(hospital, kobe(), "hospitalstay", "isireading"), kPetra);
  link.header.author.parties.pop_back();
  BOOST_TEST(codes(link) == "TL.INPUT.29");
}

BOOST_AUTO_TEST_CASE(the_scope_of_the_act_counts_and_the_register_has_to_answer) {
  registers.add(kBis, kMark, model::Relation{"mandate", {"link"}, {}, {}});
  const auto bis = patient(kBis, "ISI-CARDNO", "0000000001");
  BOOST_TEST(codes(with_person(put_consent(hospital, bis), kMark)) == "MH2.INPUT.2");
  BOOST_TEST(codes(with_person(put_link(hospital, bis, "hospitalstay", "isireading"), kMark)) == "ok");
  const auto order = with_person(put_consent(hospital, kobe()), kPetra);
  BOOST_TEST(codes_without_registers(order) == "MH2.INPUT.2");  // nothing proves it
  registers.reachable = false;
  BOOST_TEST(codes(order) == "SLU-4002");
}

BOOST_AUTO_TEST_CASE(a_patient_asks_at_the_counter_himself) {
  const auto asked_by = [&](const std::string& who, const model::PatientClaim& about) {
    auto order = put_consent(gert(), about);
    order.header.author.patient = patient(who);
    return codes(order);
  };
  BOOST_TEST(asked_by(kAnna, anna()) == "ok");
  BOOST_TEST(asked_by(kPetra, anna()) == "MH2.INPUT.2");
  BOOST_TEST(asked_by(kKobe, kobe()) == "MH2.INPUT.2");  // a child of seven doesn't ask
  auto order = put_consent(gert(), anna());
  order.header.author.patient = anna();
  BOOST_TEST(decide(order).representation.empty());
  BOOST_TEST(!decide(order).representative);
  auto link = put_link(gert(), anna());
  link.header.author.patient = patient(kPetra);
  BOOST_TEST(codes(link) == "TL.ACCESS.07");
  order.header.author.person = patient(kMark);  // one of the two asks
  BOOST_TEST(codes(order) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_CASE(a_card_of_the_one_who_asks_is_looked_at) {
  registers.add(person(kPetra, "1988-11-05", "EID-CARDNO", "599000002657"));
  auto order = put_consent(gert(), kobe());
  order.header.author.person = patient(kPetra, "EID-CARDNO", "599000002657");
  BOOST_TEST(codes(order) == "ok");
  order.header.author.person = patient(kPetra, "EID-CARDNO", kAnnasCard);
  BOOST_TEST(codes(order) == "MH2.INPUT.31");
}

BOOST_AUTO_TEST_CASE(nobody_asks_for_exclusions_at_a_counter) {
  auto order = put_exclusion(gert(), kKobe, party(kNele, "", "persnurse"));
  BOOST_TEST(codes(with_person(order, kPetra)) == "EX.ACCESS.05");
}

BOOST_AUTO_TEST_SUITE_END()
