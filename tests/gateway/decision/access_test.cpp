#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

// Anna has consented and is in treatment with Gert.
struct Treated : Bench {
  Treated() {
    give_consent(kAnna);
    link(kAnna, person_party(kGert, "persphysician"), "gpconsultation", "2026-11-01", "2028-02-01");
  }
  model::Decision by_gert() { return decide(asked(gert(), question(kGert, "persphysician"))); }
  static const model::Decision& first(const model::Decision& decision) { return decision.answers.at(0); }
};

std::string names(const model::Decision& decision) {
  std::string out;
  for (const auto& rule : decision.answers.at(0).rules) out += (out.empty() ? "" : " ") + rule.rule;
  return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(access_questions, Treated)

BOOST_AUTO_TEST_CASE(a_permit_names_all_rules_and_their_evidence) {
  const auto decision = by_gert();
  BOOST_TEST(decision.permitted());
  BOOST_TEST(names(decision) == "identity deliberation consent exclusion link access_right matrix");
  const auto& answer = first(decision);
  BOOST_TEST(answer.permitted());
  BOOST_TEST(!answer.id.empty());
  BOOST_TEST(answer.rules[2].evidence.at(0).id == "consent-1");
  BOOST_TEST(answer.rules[4].evidence.at(0).id == "link-1");
  BOOST_TEST(answer.rules[4].evidence.at(0).to == "2028-02-01");
  BOOST_TEST(answer.rules[6].evidence.at(0).detail == "labresult | physician | RW");
  BOOST_TEST(outcome(decision, "access_right") == "not_applicable");
  BOOST_TEST((answer.valid_until == instant("2028-01-31T23:00:00Z")));
  BOOST_TEST(answer.would_change.empty());
  BOOST_TEST(registry.reads == 1);
}

BOOST_AUTO_TEST_CASE(each_rule_denies_once) {
  registry.files[kAnna].consents.clear();
  BOOST_TEST(outcome(by_gert(), "consent") == "fail");
  BOOST_TEST(by_gert().reason()->rule == "consent");
  give_consent(kAnna);

  exclude(kAnna, person_party(kGert, "persphysician"));
  BOOST_TEST(by_gert().reason()->rule == "exclusion");
  registry.files[kAnna].exclusions.clear();

  registry.files[kAnna].links.clear();
  BOOST_TEST(by_gert().reason()->rule == "link");

  auto unknown = question(kGert, "persphysician", kAnna, "horoscope");
  BOOST_TEST(decide(asked(gert(), unknown)).reason()->rule == "deliberation");
  BOOST_TEST(outcome(decide(asked(gert(), unknown)), "matrix") == "fail");
  auto dossier = question(kGert, "persphysician");
  dossier.source = "dossier:0999999922";
  BOOST_TEST(decide(asked(gert(), dossier)).reason()->rule == "deliberation");
  BOOST_TEST(decide(asked(gert(), question(kNele, "persnurse"))).reason()->rule == "identity");
}

BOOST_AUTO_TEST_CASE(all_rules_are_told_and_the_first_that_fails_is_the_reason) {
  registry.files[kAnna] = {};
  const auto decision = by_gert();
  BOOST_TEST(decision.reason()->rule == "consent");
  BOOST_TEST(outcome(decision, "link") == "fail");
  BOOST_TEST(outcome(decision, "matrix") == "pass");
  const std::vector<std::string> expected{"consent", "link"};
  BOOST_TEST(first(decision).would_change == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_rule_that_fails_is_named_as_what_would_have_to_change) {
  registry.files[kAnna] = {};
  const auto kim = professional(kKim, kKimNihii, "persphysiotherapist");
  const auto decision = decide(asked(kim, question(kKim, "persphysiotherapist")));
  BOOST_TEST(outcome(decision, "matrix") == "fail");
  const std::vector<std::string> expected{"consent", "link", "matrix"};
  BOOST_TEST(first(decision).would_change == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_matrix_knows_reading_writing_and_reduced_views) {
  const auto kim = professional(kKim, kKimNihii, "persphysiotherapist");
  link(kAnna, person_party(kKim, "persphysiotherapist"), "consultation", "2026-11-01", "2028-02-01");
  const auto summary = decide(asked(kim, question(kKim, "persphysiotherapist", kAnna, "sumehr")));
  BOOST_TEST(summary.permitted());
  BOOST_TEST(text_key(summary, "matrix") == "matrix_reads_reduced");
  auto write = question(kKim, "persphysiotherapist", kAnna, "sumehr");
  write.action = "write";
  BOOST_TEST(decide(asked(kim, write)).reason()->rule == "matrix");
  auto odd = question(kGert, "persphysician");
  odd.action = "destroy";
  BOOST_TEST(outcome(decide(asked(gert(), odd)), "matrix") == "fail");
  BOOST_TEST(outcome(decide(asked(gert(), question(kGert, "persphysician", kAnna, ""))), "matrix") == "fail");
}

BOOST_AUTO_TEST_CASE(break_the_glass_stands_in_for_the_link_only) {
  registry.files[kAnna].links.clear();
  const auto with = [&](const std::string& reason, const model::Identity& by, const std::string& who,
                        const std::string& category) {
    auto asks = question(who, category);
    asks.break_the_glass = reason;
    return decide(asked(by, asks));
  };
  const auto glass = with("unconscious patient", gert(), kGert, "persphysician");
  BOOST_TEST(glass.permitted());
  BOOST_TEST(outcome(glass, "break_the_glass") == "pass");
  BOOST_TEST(outcome(glass, "link").empty());
  BOOST_TEST(!with("urgent", gert(), kGert, "persphysician").permitted());
  BOOST_TEST(!with("         urgent        ", gert(), kGert, "persphysician").permitted());
  BOOST_TEST(!with(std::string(201, 'x'), gert(), kGert, "persphysician").permitted());
  BOOST_TEST(with(std::string(200, 'x'), gert(), kGert, "persphysician").permitted());
  const auto nele = professional(kNele, kNeleNihii, "persnurse");
  BOOST_TEST(text_key(with("unconscious patient", nele, kNele, "persnurse"), "break_the_glass") ==
             "break_the_glass_not_for_category");
  exclude(kAnna, person_party(kGert, "persphysician"));
  BOOST_TEST(with("unconscious patient", gert(), kGert, "persphysician").reason()->rule == "exclusion");
  registry.files[kAnna] = {};
  BOOST_TEST(with("unconscious patient", gert(), kGert, "persphysician").reason()->rule == "consent");
}

BOOST_AUTO_TEST_CASE(a_moment_is_judged_by_what_was_recorded_then) {
  withdraw(kAnna, "2026-11-10T12:00:00Z");
  const auto at = [&](const std::string& moment) {
    auto asks = question(kGert, "persphysician");
    asks.at = instant(moment);
    return outcome(decide(asked(gert(), asks)), "consent");
  };
  BOOST_TEST(at("2026-03-02T08:59:59Z") == "fail");
  BOOST_TEST(at("2026-03-02T09:00:00Z") == "pass");
  BOOST_TEST(at("2026-11-10T11:59:59Z") == "pass");
  BOOST_TEST(at("2026-11-10T12:00:00Z") == "fail");
  BOOST_TEST(text_key(by_gert(), "consent") == "consent_revoked");
}

BOOST_AUTO_TEST_CASE(a_link_counts_from_its_declaration_to_the_start_of_its_last_day) {
  const auto at = [&](const std::string& moment) {
    auto asks = question(kGert, "persphysician");
    asks.at = instant(moment);
    return outcome(decide(asked(gert(), asks)), "link");
  };
  BOOST_TEST(at("2026-11-01T07:59:59Z") == "fail");
  BOOST_TEST(at("2026-11-01T08:00:00Z") == "pass");
  BOOST_TEST(at("2028-01-31T22:59:59Z") == "pass");
  BOOST_TEST(at("2028-01-31T23:00:00Z") == "fail");
}

BOOST_AUTO_TEST_CASE(an_organisation_asks_for_the_people_at_its_counter) {
  link(kAnna, hospital_party(), "hospitalstay", "2026-11-15", "2027-02-15");
  auto asks = question(kSofie, "persphysician");
  asks.caller.organisation = kHospital;
  const auto hospital = organisation(kHospital, "orghospital");
  BOOST_TEST(decide(asked(hospital, asks)).permitted());
  // The organisation has to name itself, and the register has to know the person.
  BOOST_TEST(decide(asked(hospital, question(kSofie, "persphysician"))).reason()->rule == "identity");
  auto stranger = asks;
  stranger.caller.ssin = kMark;
  BOOST_TEST(text_key(decide(asked(hospital, stranger)), "identity") == "identity_not_registered");
  // The person by himself has no link; the hospital's counts when the register says that he works there.
  BOOST_TEST(outcome(decide(asked(professional(kSofie, kSofieNihii, "persphysician"), asks)), "link") == "pass");
  auto claimed = question(kGert, "persphysician");
  claimed.caller.organisation = kHospital;
  registry.files[kAnna].links.erase(registry.files[kAnna].links.begin());
  BOOST_TEST(outcome(decide(asked(gert(), claimed)), "link") == "fail");
}

BOOST_AUTO_TEST_CASE(an_exclusion_reaches_behind_the_counter) {
  link(kAnna, pharmacy_party(), "pharmacydelivery", "2026-11-15", "2027-02-15");
  auto asks = question(kPiet, "perspharmacist", kAnna, "medicationscheme");
  asks.caller.organisation = kPharmacy;
  const auto pharmacy = organisation(kPharmacy, "orgpharmacy");
  BOOST_TEST(decide(asked(pharmacy, asks)).permitted());
  exclude(kAnna, pharmacy_party());
  BOOST_TEST(text_key(decide(asked(pharmacy, asks)), "exclusion") == "exclusion_organisation");
  registry.files[kAnna].exclusions.clear();
  exclude(kAnna, person_party(kPiet, "persphysician"));
  BOOST_TEST(text_key(decide(asked(pharmacy, asks)), "exclusion") == "exclusion_active");
}

BOOST_AUTO_TEST_CASE(the_patient_sees_his_own_data_with_his_consent) {
  const auto own = decide(asked(citizen(kAnna), question(kAnna, "patient")));
  BOOST_TEST(own.permitted());
  BOOST_TEST(names(own) == "identity consent patient_access");
  auto write = question(kAnna, "patient");
  write.action = "write";
  BOOST_TEST(decide(asked(citizen(kAnna), write)).reason()->rule == "patient_access");
  registry.files[kAnna].consents.clear();
  BOOST_TEST(decide(asked(citizen(kAnna), question(kAnna, "patient"))).reason()->rule == "consent");
}

BOOST_AUTO_TEST_CASE(a_citizen_learns_nothing_about_somebody_else) {
  const auto decision = decide(asked(citizen(kPetra), question(kPetra, "patient")));
  BOOST_TEST(decision.reason()->rule == "identity");
  BOOST_TEST(outcome(decision, "consent") == "not_applicable");
  for (const auto& rule : first(decision).rules) BOOST_TEST(rule.evidence.empty());
  // A mandatary sees; the answer ends with the mandate.
  const auto by_mark = decide(asked(citizen(kMark), question(kMark, "patient")));
  BOOST_TEST(by_mark.permitted());
  BOOST_TEST(first(by_mark).representation == "mandate");
  BOOST_TEST((first(by_mark).valid_until == instant("2027-12-31T23:00:00Z")));
  // A citizen's token opens no professional's view, and a professional's none of the patient.
  BOOST_TEST(decide(asked(citizen(kGert), question(kGert, "persphysician"))).reason()->rule == "identity");
  BOOST_TEST(decide(asked(gert(), question(kGert, "patient"))).reason()->rule == "identity");
}

BOOST_AUTO_TEST_CASE(numbers_have_to_be_numbers) {
  const auto key = [&](model::Question asks) { return text_key(decide(asked(gert(), std::move(asks))), "identity"); };
  BOOST_TEST(key(question(kGert, "persphysician", "85073099834")) == "identity_patient_number");
  BOOST_TEST(key(question("72051999382", "persphysician")) == "identity_caller_number");
  auto nihii = question(kGert, "persphysician");
  nihii.caller.nihii = "19997641004";
  BOOST_TEST(key(nihii) == "identity_caller_number");
  nihii.caller.nihii = kSofieNihii;
  BOOST_TEST(key(nihii) == "identity_other_caller");
  auto category = question(kGert, "persnurse");
  BOOST_TEST(key(category) == "identity_other_caller");
}

BOOST_AUTO_TEST_CASE(many_questions_are_answered_one_by_one) {
  auto order = asked(gert(), question(kGert, "persphysician"));
  std::get<std::vector<model::Question>>(order.content).push_back(question(kGert, "persphysician", kKobe));
  const auto decision = decide(order);
  BOOST_REQUIRE(decision.answers.size() == 2U);
  BOOST_TEST(decision.answers[0].permitted());
  BOOST_TEST(!decision.answers[1].permitted());
  BOOST_TEST(!decision.permitted());
  BOOST_TEST(decision.answers[0].id != decision.answers[1].id);
}

BOOST_AUTO_TEST_SUITE_END()
