#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

BOOST_FIXTURE_TEST_SUITE(exclusion, Bench)

BOOST_AUTO_TEST_CASE(a_practitioner_is_excluded_by_his_national_number) {
  const auto decision = decide(put_exclusion(citizen(kAnna), kAnna, party(kGert, kGertNihii, "persphysician")));
  BOOST_REQUIRE(decision.permitted());
  BOOST_TEST(std::get<model::ExclusionRegistration>(decision.registration).party.key() == "ssin:" + std::string(kGert));
}

BOOST_AUTO_TEST_CASE(a_pharmacy_is_excluded_by_its_number) {
  const auto decision = decide(put_exclusion(citizen(kAnna), kAnna, party("", kPharmacy, "orgpharmacy")));
  BOOST_REQUIRE(decision.permitted());
  BOOST_TEST(std::get<model::ExclusionRegistration>(decision.registration).party.key() ==
             "nihii:" + std::string(kPharmacy));
}

BOOST_AUTO_TEST_CASE(each_rule_refuses_once) {
  const auto whom = [&](const model::PartyClaim& party) { return codes(put_exclusion(citizen(kAnna), kAnna, party)); };
  BOOST_TEST(codes(put_exclusion(gert(), kAnna, party(kGert, "", "persphysician"))) == "EX.ACCESS.05");
  BOOST_TEST(codes(put_exclusion(organisation(kHospital, "orghospital"), kAnna, party(kGert, "", "persphysician"))) ==
             "EX.ACCESS.05");
  BOOST_TEST(codes(put_exclusion(citizen(kAnna), kKobe, party(kGert, "", "persphysician"))) == "EX.ACCESS.07");
  BOOST_TEST(codes(put_exclusion(citizen(kAnna), "85073099834", party(kGert, "", "persphysician"))) == "EX.INPUT.31");
  BOOST_TEST(codes(put_exclusion(citizen(kAnna), "", party(kGert, "", "persphysician"))) == "EX.INPUT.30");
  BOOST_TEST(whom(party("", kGertNihii, "persphysician")) == "EX.INPUT.40");
  BOOST_TEST(whom(party("72051999382", "", "persphysician")) == "EX.INPUT.40");
  BOOST_TEST(whom(party("", "", "orgpharmacy")) == "EX.INPUT.40");
  BOOST_TEST(whom(party(kGert, "", "persadministrative")) == "EX.INPUT.44");
  BOOST_TEST(whom(party(kPiet, "", "perspharmacist")) == "EX.INPUT.44");
  BOOST_TEST(whom(party("82020299601", "", "persclinicalpsychologist")) == "EX.INPUT.44");
  BOOST_TEST(whom(party("", kHospital, "orghospital")) == "EX.INPUT.44");
  BOOST_TEST(whom(party(kMark, "", "persphysician")) == "EX.INPUT.47");
  BOOST_TEST(whom(party("", "20999510", "orgpharmacy")) == "EX.INPUT.47");
}

BOOST_AUTO_TEST_CASE(input_failures_come_together_in_document_order) {
  BOOST_TEST(codes(put_exclusion(citizen(kAnna), "85073099834", party(kGert, "", "persadministrative"))) ==
             "EX.INPUT.31 EX.INPUT.44");
}

BOOST_AUTO_TEST_CASE(who_left_the_register_can_still_be_released) {
  auto order = put_exclusion(citizen(kAnna), kAnna, party(kMark, "", "persphysician"));
  order.kind = model::OrderKind::RevokeExclusion;
  BOOST_TEST(codes(order) == "ok");
}

BOOST_AUTO_TEST_CASE(a_list_may_be_asked_for_all_or_for_one) {
  auto order = put_exclusion(citizen(kAnna), kAnna, party(kGert, "", "persphysician"));
  order.kind = model::OrderKind::GetExclusions;
  BOOST_TEST(codes(order) == "ok");
  exclusion_of(order).party.reset();
  BOOST_TEST(!std::get<model::RegistrationQuery>(decide(order).registration).party);
  order.header.author.person = order.header.author.patient;
  order.header.author.patient.reset();
  BOOST_TEST(codes(order) == "EX.ACCESS.07");
}

BOOST_AUTO_TEST_SUITE_END()
