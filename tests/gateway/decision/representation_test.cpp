#include <boost/test/unit_test.hpp>

#include "gateway/decision/ages.hpp"
#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

BOOST_FIXTURE_TEST_SUITE(representation, Bench)

BOOST_AUTO_TEST_CASE(a_patient_acts_for_himself_only) {
  BOOST_TEST(codes(put_consent(citizen(kAnna), anna())) == "ok");
  BOOST_TEST(codes(put_consent(citizen(kAnna), patient(kKobe))) == "MH2.INPUT.2");
  // Also when he would be the parent: he has to say so.
  BOOST_TEST(codes(put_consent(citizen(kPetra), patient(kKobe))) == "MH2.INPUT.2");
  BOOST_TEST(codes(put_link(citizen(kAnna), patient(kKobe), "patientmanagement", "")) == "TL.ACCESS.07");
  BOOST_TEST(codes(put_exclusion(citizen(kAnna), kKobe, party(kGert, "", "persphysician"))) == "EX.ACCESS.07");
}

BOOST_AUTO_TEST_CASE(the_acting_person_is_the_one_of_the_token) {
  auto order = put_link(citizen(kAnna), patient(kAnna), "patientmanagement", "");
  order.header.author.patient = patient(kPetra);
  BOOST_TEST(codes(order) == "TL.ACCESS.15");
  order.header.author.patient = patient("");
  BOOST_TEST(codes(order) == "TL.INPUT.05");
  order.header.author.patient = patient("85073099834");
  BOOST_TEST(codes(order) == "TL.INPUT.06");
  order.header.author.patient = patient(kAnna, "EID-CARDNO", "599000006697");
  BOOST_TEST(codes(order) == "TL.INPUT.07");
  order.header.author.patient.reset();
  BOOST_TEST(codes(order) == "TL.ACCESS.15");
  order.header.author.patient = order.header.author.person = patient(kAnna);
  BOOST_TEST(codes(order) == "TL.ACCESS.15");
}

BOOST_AUTO_TEST_CASE(a_parent_acts_for_a_minor_until_the_eighteenth_birthday) {
  const auto order = represented(put_consent(citizen(kPetra), patient(kKobe)));
  BOOST_TEST(codes(order) == "ok");
  BOOST_TEST(decide(order).representation == "parent");
  BOOST_TEST(codes_without_registers(order) == "MH2.INPUT.2");
  auto later = order;
  consent_of(later).sign_date = "2037-03-11";
  clock.set(instant("2037-03-11T22:59:59Z"));  // a second before midnight in Brussels
  BOOST_TEST(codes(later) == "ok");
  clock.set(instant("2037-03-11T23:00:00Z"));
  BOOST_TEST(codes(later) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_CASE(a_mandate_holds_on_its_first_and_on_its_last_day) {
  const auto order = represented(put_exclusion(citizen(kMark), kAnna, party(kGert, "", "persphysician")));
  const auto at = [&](const std::string& moment) {
    clock.set(instant(moment));
    return codes(order);
  };
  BOOST_TEST(at("2025-12-31T22:59:59Z") == "EX.ACCESS.07");
  BOOST_TEST(at("2025-12-31T23:00:00Z") == "ok");
  BOOST_TEST(at("2027-12-31T22:59:59Z") == "ok");
  BOOST_TEST(at("2027-12-31T23:00:00Z") == "EX.ACCESS.07");
}

BOOST_AUTO_TEST_CASE(a_mandate_covers_its_scope) {
  registers.add(kKobe, kMark, model::Relation{"mandate", {"link"}, {}, {}});
  BOOST_TEST(codes(represented(put_link(citizen(kMark), patient(kKobe), "patientmanagement", ""))) == "ok");
  BOOST_TEST(codes(represented(put_consent(citizen(kMark), patient(kKobe)))) == "MH2.INPUT.2");
  registers.add(kNoor, kMark, model::Relation{"friend", {}, {}, {}});
  BOOST_TEST(codes(represented(put_consent(citizen(kMark), patient(kNoor)))) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_CASE(an_unreachable_register_is_no_answer) {
  registers.reachable = false;
  BOOST_TEST(codes(represented(put_consent(citizen(kPetra), patient(kKobe)))) == "SLU-4002");
}

BOOST_AUTO_TEST_CASE(a_minor_acts_himself_from_sixteen_and_a_parent_can_not_undo_it) {
  BOOST_TEST(codes(put_consent(citizen(kTeen), patient(kTeen))) == "ok");
  BOOST_TEST(codes(put_consent(citizen(kKobe), patient(kKobe))) == "MH2.INPUT.2");
  BOOST_TEST(codes(represented(test::revoke_consent(citizen(kPetra), patient(kTeen)))) == "ok");
  give_consent(kTeen, "2026-03-02T09:00:00Z", kTeen);
  BOOST_TEST(codes(represented(test::revoke_consent(citizen(kPetra), patient(kTeen)))) == "MH2.INPUT.2");
  BOOST_TEST(codes(test::revoke_consent(citizen(kTeen), patient(kTeen))) == "ok");
}

BOOST_AUTO_TEST_CASE(ages_follow_the_calendar) {
  using decision::birthday;
  using decision::younger_than_months;
  BOOST_TEST((birthday(date("2008-02-29"), 18) == date("2026-03-01")));
  BOOST_TEST((birthday(date("2008-02-29"), 20) == date("2028-02-29")));
  BOOST_TEST((birthday(date("2008-11-20"), 18) == date("2026-11-20")));
  BOOST_TEST(!younger_than_months(date("2026-11-20"), date("2026-11-19"), 3));
  BOOST_TEST(younger_than_months(date("2026-11-20"), date("2026-11-20"), 3));
  BOOST_TEST(younger_than_months(date("2026-11-30"), date("2027-02-27"), 3));
  BOOST_TEST(!younger_than_months(date("2026-11-30"), date("2027-02-28"), 3));
  // For every day of four years: the first day that is no longer young is exactly the clipped date three months later.
  for (auto day = date("2024-01-01"); day < date("2028-01-01"); day = core::add_days(day, 1)) {
    const auto end = core::add_months(day, 3);
    BOOST_TEST(younger_than_months(day, core::add_days(end, -1), 3));
    BOOST_TEST(!younger_than_months(day, end, 3));
    BOOST_TEST((birthday(day, 18) >= core::add_months(day, 216)));
    BOOST_TEST((birthday(day, 18) <= core::add_days(core::add_months(day, 216), 1)));
  }
}

BOOST_AUTO_TEST_SUITE_END()
