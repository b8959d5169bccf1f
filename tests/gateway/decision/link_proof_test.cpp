#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support_proofs.hpp"

using namespace sluis;
using namespace sluis::test;

BOOST_FIXTURE_TEST_SUITE(link_proof, ProofBench)

BOOST_AUTO_TEST_CASE(what_the_patient_signed_proves_own_links_and_referrals) {
  BOOST_TEST(proven(put_signed()) == "ok");
  auto referral = put_signed("gpreferral");
  link_of(referral).parties = {party(kSofie, kSofieNihii, "persphysician")};
  signed_one().party = link_of(referral).parties.front();
  BOOST_TEST(proven(referral) == "ok");
  auto shop = put_link(organisation(kPharmacy, "orgpharmacy"), anna(), "pharmacydelivery", "");
  link_of(shop).proofs.push_back({"eidsigning", "MIII9g=="});
  signed_one().party = party("", kPharmacy, "orgpharmacy");
  BOOST_TEST(proven(shop) == "ok");
  auto ward = put_link(organisation(kHospital, "orghospital"), anna(), "hospitalstay", "");
  link_of(ward).proofs.push_back({"eidsigning", "MIII9g=="});
  signed_one().party = party("", kHospital, "orghospital");
  BOOST_TEST(proven(ward) == "ok");
  auto end = put_signed();
  end.kind = model::OrderKind::RevokeLink;
  signed_one().party = party(kGert, kGertNihii, "persphysician");
  BOOST_TEST(proven(end) == "ok");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_the_certificate_is_told) {
  for (const auto& [failure, code] : {std::pair("binary_invalid", "TL.INPUT.76"), std::pair("certificate_expired", "TL.INPUT.78"),
                                      std::pair("certificate_invalid", "TL.INPUT.79"), std::pair("certificate_not_for_signing", "TL.INPUT.80"),
                                      std::pair("certificate_not_trusted", "TL.INPUT.81")}) {
    proofs.answer = std::string(failure);
    BOOST_TEST(proven(put_signed()) == code);
  }
  BOOST_TEST(codes(put_signed()) == "TL.INPUT.81");  // nobody there to open it
}

BOOST_AUTO_TEST_CASE(somebody_elses_signature_is_looked_at_no_further) {
  signed_one() = {kKobe, patient(kKobe), party(kNele, kNeleNihii, "persnurse")};
  BOOST_TEST(proven(put_signed()) == "TL.INPUT.77");
}

BOOST_AUTO_TEST_CASE(the_signed_patient_is_the_one_of_the_message) {
  const auto with = [&](model::PatientClaim claim) {
    signed_one().patient = std::move(claim);
    return proven(put_signed());
  };
  BOOST_TEST(with(patient(kAnna)) == "ok");  // a card that only one of them names
  BOOST_TEST(with(patient(kKobe)) == "TL.INPUT.82");
  BOOST_TEST(with(patient("")) == "TL.INPUT.82");
  BOOST_TEST(with(patient(kAnna, "EID-CARDNO", "599000006697")) == "TL.INPUT.82");
  auto renamed = anna();
  renamed.family_name = "Other";
  BOOST_TEST(with(renamed) == "TL.INPUT.82");
  renamed.family_name = "F\u00c1MILY";
  BOOST_TEST(with(renamed) == "ok");
  auto twice = anna();
  twice.ids.push_back({"INSS", kKobe, {}});
  BOOST_TEST(with(twice) == "TL.INPUT.82");
}

BOOST_AUTO_TEST_CASE(the_signed_party_is_the_one_of_the_message) {
  const auto with = [&](model::PartyClaim claim) {
    signed_one().party = std::move(claim);
    return proven(put_signed());
  };
  BOOST_TEST(with(party(kGert, "", "persphysician")) == "ok");
  BOOST_TEST(with(party("", std::string(kGertNihii).substr(0, 8), "persphysician")) == "ok");
  BOOST_TEST(with(party(kGert, kSofieNihii, "persphysician")) == "TL.INPUT.83");
  BOOST_TEST(with(party(kSofie, kSofieNihii, "persphysician")) == "TL.INPUT.83");
  BOOST_TEST(with(party(kGert, kGertNihii, "persnurse")) == "TL.INPUT.83");
  BOOST_TEST(with(party("", "", "persphysician")) == "TL.INPUT.83");
  signed_one().patient = patient(kKobe);
  BOOST_TEST(with(party(kSofie, "", "persphysician")) == "TL.INPUT.82 TL.INPUT.83");
}

BOOST_AUTO_TEST_CASE(a_question_without_party_is_proven_for_the_author) {
  link(kAnna, person_party(kGert, "persphysician"), "gpconsultation", "2026-11-01", "2028-02-01");
  auto order = get_links(gert(), kAnna);
  query_of(order).proofs.push_back({"eidsigning", "MIII9g=="});
  BOOST_TEST(proven(order) == "ok");
  signed_one().party = party(kSofie, kSofieNihii, "persphysician");
  BOOST_TEST(proven(order) == "TL.INPUT.83");
}

BOOST_AUTO_TEST_CASE(a_proof_is_given_once) {
  auto order = put_link(gert(), anna());
  link_of(order).proofs.push_back({"eidreading", {}});
  BOOST_TEST(proven(order) == "TL.INPUT.71");
  link_of(order).proofs.back().type = "";
  BOOST_TEST(proven(order) == "TL.INPUT.71");
  BOOST_TEST(proofs.opened == 0);
}

BOOST_AUTO_TEST_SUITE_END()
