#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

BOOST_FIXTURE_TEST_SUITE(consent, Bench)

BOOST_AUTO_TEST_CASE(a_permitted_declaration_is_ready_to_be_stored) {
  auto order = put_consent(gert(), anna());
  consent_of(order).sign_date = "2026-11-19+01:00";
  const auto decision = decide(order);
  BOOST_REQUIRE(decision.permitted());
  const auto& stored = std::get<model::ConsentRegistration>(decision.registration);
  BOOST_TEST(stored.patient.text() == kAnna);
  BOOST_TEST((stored.sign_date == date("2026-11-19")));
  BOOST_TEST(stored.type == "retrospective");
  BOOST_TEST(!stored.revoke_date);
  BOOST_TEST(stored.author.parties.size() == 1U);
  BOOST_TEST(!decision.id.empty());
}

BOOST_AUTO_TEST_CASE(each_rule_refuses_once) {
  const auto with = [&](auto change) {
    auto order = put_consent(gert(), anna());
    change(consent_of(order));
    return codes(order);
  };
  BOOST_TEST(with([](auto& c) { c.patient = patient("", "EID-CARDNO", kAnnasCard); }) == "MH2.INPUT.19");
  BOOST_TEST(with([](auto& c) { c.patient = patient("85073099834", "EID-CARDNO", kAnnasCard); }) == "MH2.INPUT.19");
  BOOST_TEST(with([](auto& c) { c.patient.ids.push_back({"INSS", kKobe, {}}); }) == "MH2.INPUT.19");
  BOOST_TEST(with([](auto& c) { c.patient = patient("70010108997", "EID-CARDNO", "599000006697"); }) ==
             "MH2.INPUT.19");  // unknown
  BOOST_TEST(with([](auto& c) { c.patient = patient(kAnna); }) == "CO.INPUT.30");
  BOOST_TEST(with([](auto& c) { c.patient = patient(kAnna, "EID-CARDNO", "599000001749"); }) == "MH2.INPUT.31");
  BOOST_TEST(with([](auto& c) { c.patient = patient(kAnna, "EID-CARDNO", "599000006697"); }) == "MH2.INPUT.31");
  BOOST_TEST(with([](auto& c) { c.patient = patient(kAnna, "SIS-CARDNO", "0000000001"); }) == "MH2.INPUT.31");
  BOOST_TEST(with([](auto& c) { c.types = {"prospective"}; }) == "MH2.INPUT.24");
  BOOST_TEST(with([](auto& c) { c.types = {"retrospective", "local"}; }) == "MH2.INPUT.24");
  BOOST_TEST(with([](auto& c) { c.sign_date.reset(); }) == "CO.INPUT.25");
  BOOST_TEST(with([](auto& c) { c.sign_date = "12026-01-01"; }) == "MH2.INPUT.15");
  BOOST_TEST(with([](auto& c) { c.sign_date = "2026-11-21"; }) == "MH2.INPUT.16");
  BOOST_TEST(with([](auto& c) { c.revoke_date = "2026-11-20"; }) == "MH2.INPUT.32");
  BOOST_TEST(with([](auto& c) {
               c.author = model::AuthorClaim{{party(kGert, "19997641004", "persphysician")}, {}, {}};
             }) == "MH2.INPUT.20");
}

BOOST_AUTO_TEST_CASE(input_failures_come_together_in_document_order) {
  auto order = put_consent(gert(), patient("85073099834", "EID-CARDNO", "599000001749"));
  consent_of(order).types = {"prospective"};
  consent_of(order).sign_date.reset();
  BOOST_TEST(codes(order) == "MH2.INPUT.19 MH2.INPUT.31 MH2.INPUT.24 CO.INPUT.25");
}

BOOST_AUTO_TEST_CASE(a_revocation_needs_its_date) {
  const auto with = [&](std::optional<std::string> revoked) {
    auto order = test::revoke_consent(gert(), anna());
    consent_of(order).revoke_date = std::move(revoked);
    return codes(order);
  };
  BOOST_TEST(with("2026-11-20") == "ok");
  BOOST_TEST(with(std::nullopt) == "CO.INPUT.26");
  BOOST_TEST(with("2026-11-21") == "MH2.INPUT.33");
  BOOST_TEST(with("-2026-11-21") == "MH2.INPUT.32");
  auto later_signed = test::revoke_consent(gert(), anna());
  consent_of(later_signed).sign_date = "2030-01-01";  // evidence only (R5)
  BOOST_TEST(codes(later_signed) == "ok");
}

BOOST_AUTO_TEST_CASE(a_newborn_needs_no_card_for_three_months) {
  const auto noor = [&](const std::string& moment) {
    clock.set(instant(moment));
    auto order = put_consent(gert(), patient(kNoor));
    consent_of(order).sign_date = "2026-10-02";
    return codes(order);
  };
  BOOST_TEST(noor("2026-10-01T22:00:00Z") == "ok");
  BOOST_TEST(noor("2027-01-01T22:59:59Z") == "ok");
  BOOST_TEST(noor("2027-01-01T23:00:00Z") == "CO.INPUT.30");
}

BOOST_AUTO_TEST_CASE(a_patient_needs_no_card_but_a_wrong_one_is_seen) {
  BOOST_TEST(codes(put_consent(citizen(kAnna), patient(kAnna))) == "ok");
  BOOST_TEST(codes(put_consent(citizen(kAnna), patient(kAnna, "EID-CARDNO", "599000006697"))) == "MH2.INPUT.31");
}

BOOST_AUTO_TEST_CASE(the_dead_consent_to_nothing) {
  const auto victor = patient(kVictor, "EID-CARDNO", "599000002455");
  BOOST_TEST(codes(put_consent(gert(), victor)) == "MH2.INPUT.19");
  auto wrong = put_consent(gert(), victor);
  consent_of(wrong).sign_date.reset();
  BOOST_TEST(codes(wrong) == "CO.INPUT.25");  // state is told only when the input is clean
  auto status = order(model::OrderKind::ConsentStatus, gert());
  status.content = model::ConsentOrder{patient(kVictor), {}, {}, {}, {}};
  BOOST_TEST(std::get<model::RegistrationQuery>(decide(status).registration).deceased);
  clock.set(instant("2026-05-31T21:59:59Z"));
  BOOST_TEST(!std::get<model::RegistrationQuery>(decide(status).registration).deceased);
}

BOOST_AUTO_TEST_CASE(a_death_is_told_without_a_consent_only_when_the_setting_says_so) {
  auto status = order(model::OrderKind::ConsentStatus, gert());
  status.content = model::ConsentOrder{patient(kVictor), {}, {}, {}, {}};
  BOOST_TEST(!std::get<model::RegistrationQuery>(decide(status).registration).deceased_speaks);
}

BOOST_AUTO_TEST_CASE(an_isi_number_is_a_pair_that_the_register_knows) {
  const auto with = [&](const std::string& number) { return codes(put_consent(gert(), patient(kKobe, "ISI-CARDNO", number))); };
  BOOST_TEST(with("0000000001") == "ok");
  BOOST_TEST(with("0000000002") == "MH2.INPUT.31");  // of another child
  BOOST_TEST(with("000000001") == "MH2.INPUT.31");
  BOOST_TEST(with("00000000010") == "MH2.INPUT.31");
  BOOST_TEST(with("000000000A") == "MH2.INPUT.31");
}

BOOST_AUTO_TEST_CASE(what_is_optional_is_not_asked_for) {
  auto nameless = put_consent(gert(), anna());
  consent_of(nameless).patient.first_names.clear();
  consent_of(nameless).patient.family_name.clear();
  BOOST_TEST(codes(nameless) == "ok");
  auto rows = put_consent(gert(), anna());
  rows.header.max_rows = "1000";
  BOOST_TEST(codes(rows) == "ok");
  auto get = order(model::OrderKind::GetConsent, gert());
  get.header.max_rows = "0";  // there is one consent at most
  get.content = model::ConsentOrder{patient(kAnna, "EID-CARDNO", "599000001749"), {"retrospective"}, {}, {}, {}};
  BOOST_TEST(codes(get) == "ok");  // the card is no part of a question
}

BOOST_AUTO_TEST_CASE(dates_are_days_in_brussels_whatever_their_zone) {
  const auto signed_on = [&](const std::string& date) {
    auto order = put_consent(gert(), anna());
    consent_of(order).sign_date = date;
    return codes(order);
  };
  for (const std::string zone : {"", "Z", "+01:00", "-14:00", "+14:00"}) {
    BOOST_TEST(signed_on("2026-11-20" + zone) == "ok");
    BOOST_TEST(signed_on("2026-11-21" + zone) == "MH2.INPUT.16");
  }
  clock.set(instant("2026-11-20T23:00:00Z"));  // midnight in Brussels
  BOOST_TEST(signed_on("2026-11-21") == "ok");
}

BOOST_AUTO_TEST_CASE(a_question_looks_nothing_up) {
  auto get = order(model::OrderKind::GetConsent, gert());
  get.content = model::ConsentOrder{patient(kAnna), {}, {}, {}, {}};
  BOOST_TEST(codes(get) == "ok");
  BOOST_TEST(registers.asked == 0);
  consent_of(get).types = {"prospective"};
  BOOST_TEST(codes(get) == "MH2.INPUT.24");
}

BOOST_AUTO_TEST_CASE(without_a_register_form_is_all_that_can_be_checked) {
  BOOST_TEST(codes_without_registers(put_consent(gert(), anna())) == "ok");
  BOOST_TEST(codes_without_registers(put_consent(gert(), patient(kAnna, "EID-CARDNO", "599000001749"))) ==
             "MH2.INPUT.31");
  BOOST_TEST(codes_without_registers(put_consent(gert(), patient(kNoor))) == "ok");
}

BOOST_AUTO_TEST_CASE(an_unreachable_register_refuses_as_a_fault) {
  registers.reachable = false;
  BOOST_TEST(codes(put_consent(gert(), anna())) == "SLU-4002");
}

BOOST_AUTO_TEST_SUITE_END()
