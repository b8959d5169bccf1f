#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

BOOST_FIXTURE_TEST_SUITE(link_put, Bench)

BOOST_AUTO_TEST_CASE(dates_that_are_left_out_are_filled_in) {
  const auto decision = decide(put_link(gert(), anna()));
  BOOST_REQUIRE(decision.permitted());
  const auto& stored = std::get<model::LinkRegistration>(decision.registration);
  BOOST_TEST(stored.party.key() == "ssin:" + std::string(kGert));
  BOOST_TEST((stored.start == date("2026-11-20")));
  BOOST_TEST((stored.end == date("2028-02-20")));
  BOOST_TEST(stored.proof_type == "eidreading");
}

BOOST_AUTO_TEST_CASE(each_rule_of_the_patient_refuses_once) {
  const auto with = [&](model::PatientClaim of) { return codes(put_link(gert(), std::move(of))); };
  BOOST_TEST(with(patient("", "EID-CARDNO", kAnnasCard)) == "TL.INPUT.30");
  BOOST_TEST(with(patient("8507309983", "EID-CARDNO", kAnnasCard)) == "TL.INPUT.31.02");
  BOOST_TEST(with(patient("85073099834", "EID-CARDNO", kAnnasCard)) == "TL.INPUT.31");
  BOOST_TEST(with(patient(kAnna, "EID-CARDNO", "5990")) == "TL.INPUT.31.05");
  BOOST_TEST(with(patient(kAnna, "EID-CARDNO", "599000006697")) == "TL.INPUT.34");
  BOOST_TEST(with(patient(kAnna)) == "TL.INPUT.32");
  auto two_numbers = anna();
  two_numbers.ids.push_back({"INSS", kKobe, {}});
  BOOST_TEST(with(two_numbers) == "TL.INPUT.31.01");
  auto two_cards = anna();
  two_cards.ids.push_back({"ISI-CARDNO", "0000000001", {}});
  BOOST_TEST(with(two_cards) == "TL.INPUT.31.03");
  auto nameless = anna();
  nameless.first_names.clear();
  BOOST_TEST(with(nameless) == "TL.INPUT.35");
  const auto isi = [&](model::PatientClaim of) {
    return codes(put_link(gert(), std::move(of), "gpconsultation", "isireading"));
  };
  BOOST_TEST(isi(patient(kKobe, "ISI-CARDNO", "0000000001")) == "ok");
  BOOST_TEST(isi(patient(kKobe)) == "TL.INPUT.33");
  BOOST_TEST(isi(patient(kKobe, "ISI-CARDNO", "00001")) == "TL.INPUT.31");
  BOOST_TEST(isi(patient(kKobe, "SIS-CARDNO", "0000000001")) == "TL.INPUT.31 TL.INPUT.33");
  BOOST_TEST(isi(patient(kKobe, "SIS-CARDNO", "1")) == "TL.INPUT.31.04 TL.INPUT.33");
}

BOOST_AUTO_TEST_CASE(each_rule_of_the_party_refuses_once) {
  const auto with = [&](model::PartyClaim whom) {
    auto order = put_link(citizen(kAnna), patient(kAnna), "patientmanagement", "");
    link_of(order).parties = {std::move(whom)};
    return codes(order);
  };
  BOOST_TEST(with(party(kGert, kGertNihii, "persphysician")) == "ok");
  BOOST_TEST(with(party(kGert, "", "persphysician")) == "ok");
  BOOST_TEST(with(party("", kGertNihii, "persphysician")) == "ok");
  BOOST_TEST(with(party("", kPharmacy, "orgpharmacy")) == "ok");
  BOOST_TEST(with(party("72051999382", kGertNihii, "persphysician")) == "TL.INPUT.40");
  BOOST_TEST(with(party(kGert, "19997641004", "persphysician")) == "TL.INPUT.41");
  BOOST_TEST(with(party(kGert, kSofieNihii, "persphysician")) == "TL.INPUT.42");
  BOOST_TEST(with(party(kGert, kGertNihii, "")) == "TL.INPUT.43");
  BOOST_TEST(with(party(kGert, kGertNihii, "perswizard")) == "TL.INPUT.44");
  BOOST_TEST(with(party(kGert, kGertNihii, "persadministrative")) == "TL.INPUT.44.1");
  BOOST_TEST(with(party(kGert, kGertNihii, "persnurse")) == "TL.INPUT.45");
  BOOST_TEST(with(party("", "", "persphysician")) == "TL.INPUT.47");
  BOOST_TEST(with(party(kMark, "", "persphysician")) == "TL.INPUT.47");
  BOOST_TEST(with(party("", "20999510", "orgpharmacy")) == "TL.INPUT.47");
  auto two = put_link(citizen(kAnna), patient(kAnna), "patientmanagement", "");
  link_of(two).parties.push_back(party(kNele, "", "persnurse"));
  BOOST_TEST(codes(two) == "TL.ACCESS.14");
}

BOOST_AUTO_TEST_CASE(a_party_named_by_nihii_is_kept_by_its_national_number) {
  auto order = put_link(citizen(kAnna), patient(kAnna), "patientmanagement", "");
  link_of(order).parties = {party("", kGertNihii, "persphysician")};
  BOOST_TEST(std::get<model::LinkRegistration>(decide(order).registration).party.key() == "ssin:" + std::string(kGert));
  BOOST_TEST(codes_without_registers(order) == "TL.INPUT.47");
}

BOOST_AUTO_TEST_CASE(types_belong_to_professions) {
  const auto put = [&](const model::Identity& by, const std::string& type) {
    return codes(put_link(by, anna(), type));
  };
  const auto nele = professional(kNele, kNeleNihii, "persnurse");
  const auto kim = professional(kKim, kKimNihii, "persphysiotherapist");
  BOOST_TEST(put(gert(), "specialistconsultation") == "ok");
  BOOST_TEST(put(nele, "nurseconsultation") == "ok");
  BOOST_TEST(put(kim, "consultation") == "ok");
  BOOST_TEST(put(kim, "delivery") == "ok");
  BOOST_TEST(put(organisation(kHospital, "orghospital"), "hospitalstay") == "ok");
  BOOST_TEST(put(gert(), "friendship") == "TL.INPUT.50");
  BOOST_TEST(put(gert(), "pharmacydelivery") == "TL.INPUT.51");
  BOOST_TEST(put(gert(), "consultation") == "TL.INPUT.51");
  BOOST_TEST(put(gert(), "patientmanagement") == "TL.INPUT.51");
  BOOST_TEST(put(gert(), "hospitalstay") == "TL.INPUT.51");
  BOOST_TEST(put(gert(), "medicalhouse") == "TL.INPUT.51");
  BOOST_TEST(put(gert(), "carepath") == "TL.INPUT.51");
  BOOST_TEST(put(gert(), "gmd") == "TL.INPUT.52");
  BOOST_TEST(put(nele, "gpconsultation") == "TL.INPUT.51");
  BOOST_TEST(codes(put_link(citizen(kAnna), patient(kAnna), "gpconsultation", "")) == "TL.INPUT.51");
}

BOOST_AUTO_TEST_CASE(own_types_are_for_the_author_and_referrals_for_his_profession) {
  const auto to = [&](const std::string& type, const model::PartyClaim& whom) {
    auto order = put_link(gert(), anna(), type);
    link_of(order).parties = {whom};
    return codes(order);
  };
  BOOST_TEST(to("gpconsultation", party(kSofie, kSofieNihii, "persphysician")) == "TL.INPUT.51");
  BOOST_TEST(to("gpreferral", party(kSofie, kSofieNihii, "persphysician")) == "ok");
  BOOST_TEST(to("gpreferral", party(kNele, kNeleNihii, "persnurse")) == "TL.ACCESS.06");
}

BOOST_AUTO_TEST_CASE(each_rule_of_the_period_refuses_once) {
  const auto with = [&](std::optional<std::string> start, std::optional<std::string> end,
                        const std::string& type = "gpconsultation") {
    auto order = put_link(gert(), anna(), type);
    link_of(order).start = std::move(start);
    link_of(order).end = std::move(end);
    return codes(order);
  };
  BOOST_TEST(with({}, {}) == "ok");
  BOOST_TEST(with("2026-11-20", "2028-02-20") == "ok");
  BOOST_TEST(with("2026-11-20", "2028-02-21") == "TL.INPUT.60");
  BOOST_TEST(with("2026-11-19", "2028-02-19") == "TL.INPUT.61");
  BOOST_TEST(with("2026-11-21", "2028-02-19") == "TL.INPUT.62");
  BOOST_TEST(with("2026-11-20", "2026-11-19") == "TL.INPUT.63");
  BOOST_TEST(with("2026-11-01", "2026-11-19") == "TL.INPUT.61 TL.INPUT.64");
  BOOST_TEST(with("2026-11-20", "2026-11-20") == "ok");
  BOOST_TEST(with("2026-11-20", "2027-02-20", "gpreferral") == "ok");
  BOOST_TEST(with("2026-11-20", "2027-02-19", "gpreferral") == "TL.INPUT.64.01");
  BOOST_TEST(with("2026-11-20", "2027-02-21", "gpreferral") == "TL.INPUT.64.01");
  BOOST_TEST(with("99999-01-01", {}) == "TL.INPUT.65");
}

BOOST_AUTO_TEST_CASE(the_day_is_the_day_in_brussels) {
  clock.set(instant("2026-11-20T23:30:00Z"));  // already the 21st there
  BOOST_TEST(codes(put_link(gert(), anna())) == "TL.INPUT.61");
}

BOOST_AUTO_TEST_CASE(a_referral_of_the_last_day_of_november_ends_with_february) {
  clock.set(instant("2026-11-30T09:00:00Z"));
  auto order = put_link(gert(), anna(), "gpreferral");
  link_of(order).start = "2026-11-30";
  link_of(order).end = "2027-02-28";
  BOOST_TEST(codes(order) == "ok");
}

BOOST_AUTO_TEST_CASE(each_rule_of_the_proof_refuses_once) {
  const auto with = [&](std::vector<model::ProofClaim> proofs, const std::string& type = "gpconsultation") {
    auto order = put_link(gert(), anna(), type);
    link_of(order).proofs = std::move(proofs);
    return codes(order);
  };
  BOOST_TEST(with({}) == "TL.INPUT.70");
  BOOST_TEST(with({{"handshake", {}}}) == "TL.INPUT.72");
  BOOST_TEST(with({{"propagation", {}}}) == "TL.INPUT.73");
  BOOST_TEST(with({{"eidencoding_housecall", {}}}) == "ok");
  BOOST_TEST(with({{"eidencoding_nocard", {}}}, "gpreferral") == "TL.INPUT.73");
  BOOST_TEST(with({{"eidsigning", {}}}) == "TL.INPUT.74");
  BOOST_TEST(with({{"eidsigning", "###"}}) == "TL.INPUT.76");
  BOOST_TEST(with({{"eidsigning", ""}}) == "TL.INPUT.76");
  BOOST_TEST(with({{"eidsigning", "MIII9g=="}}) == "TL.INPUT.81");  // nobody is trusted to have issued a certificate
  BOOST_TEST(with({{"eidreading", "MIII9g=="}}) == "TL.INPUT.84");
  BOOST_TEST(codes(put_link(citizen(kAnna), patient(kAnna), "patientmanagement", "eidreading")) == "TL.INPUT.85");
}

BOOST_AUTO_TEST_CASE(a_pharmacy_needs_no_proof_for_a_newborn) {
  const auto pharmacy = organisation(kPharmacy, "orgpharmacy");
  BOOST_TEST(codes(put_link(pharmacy, patient(kNoor), "pharmacydelivery", "")) == "ok");
  BOOST_TEST(codes(put_link(pharmacy, anna(), "pharmacydelivery", "")) == "TL.INPUT.70");
  BOOST_TEST(codes(put_link(gert(), patient(kNoor), "gpconsultation", "")) == "TL.INPUT.70");
}

BOOST_AUTO_TEST_CASE(a_comment_has_its_length_in_characters) {
  auto order = put_link(gert(), anna());
  std::string comment;
  for (int i = 0; i < 256; ++i) comment += "é";
  link_of(order).comment = comment;
  BOOST_TEST(codes(order) == "ok");
  link_of(order).comment += "x";
  BOOST_TEST(codes(order) == "TL.OTHER.15");
}

BOOST_AUTO_TEST_CASE(input_failures_come_together_in_document_order) {
  auto order = put_link(gert(), patient("85073099834"), "friendship", "handshake");
  auto& link = link_of(order);
  link.parties = {party(kGert, "19997641004", "persphysician")};
  link.comment.assign(300, 'x');
  BOOST_TEST(codes(order) == "TL.INPUT.31 TL.INPUT.41 TL.INPUT.50 TL.OTHER.15 TL.INPUT.72");
}

BOOST_AUTO_TEST_CASE(the_excluded_declare_nothing_until_the_exclusion_is_lifted) {
  exclude(kAnna, person_party(kGert, "persphysician"));
  BOOST_TEST(codes(put_link(gert(), anna())) == "TL.ACCESS.08");
  auto wrong = put_link(gert(), anna(), "gpconsultation", "");
  BOOST_TEST(codes(wrong) == "TL.INPUT.70");  // state is told only when the input is clean
  registry.files[kAnna].exclusions.front().revoked = declared("2026-11-20T09:00:00Z");
  BOOST_TEST(codes(put_link(gert(), anna())) == "ok");
}

BOOST_AUTO_TEST_CASE(an_exclusion_reaches_the_end_user_before_an_organisation) {
  exclude(kAnna, person_party(kSofie, "persphysician"));
  BOOST_TEST(codes(put_link(organisation(kHospital, "orghospital"), anna(), "hospitalstay")) == "TL.ACCESS.08");
}

BOOST_AUTO_TEST_SUITE_END()
