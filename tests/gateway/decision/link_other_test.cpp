#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

BOOST_FIXTURE_TEST_SUITE(link_other, Bench)

namespace {

model::Order revoke_link(const model::Identity& by, const std::string& type = "gpconsultation") {
  auto order = put_link(by, by.is_citizen() ? patient(kAnna) : anna(), type, by.is_citizen() ? "" : "eidreading");
  order.kind = model::OrderKind::RevokeLink;
  return order;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_patient_revokes_any_link_and_a_professional_his_own) {
  BOOST_TEST(codes(revoke_link(citizen(kAnna))) == "ok");
  BOOST_TEST(codes(revoke_link(citizen(kAnna), "patientmanagement")) == "ok");
  BOOST_TEST(codes(revoke_link(gert())) == "ok");
  BOOST_TEST(codes(revoke_link(gert(), "patientmanagement")) == "ok");
  BOOST_TEST(codes(revoke_link(gert(), "gmd")) == "TL.INPUT.52");
  auto of_other = revoke_link(gert());
  link_of(of_other).parties = {party(kSofie, kSofieNihii, "persphysician")};
  BOOST_TEST(codes(of_other) == "TL.INPUT.51");
}

BOOST_AUTO_TEST_CASE(a_referral_is_revoked_by_who_made_it) {
  link(kAnna, person_party(kSofie, "persphysician"), "gpreferral", "2026-11-01", "2027-02-01");
  auto order = revoke_link(gert(), "gpreferral");
  link_of(order).parties = {party(kSofie, kSofieNihii, "persphysician")};
  BOOST_TEST(codes(order) == "TL.ACCESS.05");
  registry.files[kAnna].links.front().declared.author.parties = {party(kGert, kGertNihii, "persphysician")};
  BOOST_TEST(codes(order) == "ok");
}

BOOST_AUTO_TEST_CASE(a_revocation_repeats_a_proof_and_may_name_an_end) {
  auto order = revoke_link(gert());
  link_of(order).proofs.clear();
  BOOST_TEST(codes(order) == "TL.INPUT.70");
  order = revoke_link(gert());
  link_of(order).end = "2027-01-01";
  const auto decision = decide(order);
  BOOST_REQUIRE(decision.permitted());
  BOOST_TEST((std::get<model::LinkRegistration>(decision.registration).end == date("2027-01-01")));
  link_of(order).end = "99999-01-01";
  BOOST_TEST(codes(order) == "TL.INPUT.65");
}

BOOST_AUTO_TEST_CASE(the_excluded_may_still_revoke_their_own_link) {
  exclude(kAnna, person_party(kGert, "persphysician"));
  BOOST_TEST(codes(revoke_link(gert())) == "ok");
  BOOST_TEST(codes(get_links(gert(), kAnna)) == "TL.ACCESS.08");
  BOOST_TEST(codes(has_link(gert(), kAnna, party(kGert, "", "persphysician"))) == "TL.ACCESS.08");
}

BOOST_AUTO_TEST_CASE(has_about_an_excluded_party_is_blocked) {
  exclude(kAnna, person_party(kGert, "persphysician"));
  const auto nele = professional(kNele, kNeleNihii, "persnurse");
  const auto about_gert = decide(has_link(nele, kAnna, party(kGert, kGertNihii, "persphysician")));
  BOOST_TEST(std::get<model::RegistrationQuery>(about_gert.registration).blocked);
  const auto about_nele = decide(has_link(nele, kAnna, party(kNele, kNeleNihii, "persnurse")));
  BOOST_TEST(!std::get<model::RegistrationQuery>(about_nele.registration).blocked);
  const auto by_patient = decide(has_link(citizen(kAnna), kAnna, party(kGert, kGertNihii, "persphysician")));
  BOOST_TEST(std::get<model::RegistrationQuery>(by_patient.registration).blocked);
}

BOOST_AUTO_TEST_CASE(who_asks_for_links_of_others_has_one_himself) {
  BOOST_TEST(codes(get_links(gert(), kAnna)) == "TL.ACCESS.09");
  auto own = get_links(gert(), kAnna);
  query_of(own).parties.push_back(party(kGert, kGertNihii, "persphysician"));
  BOOST_TEST(codes(own) == "ok");
  link(kAnna, person_party(kGert, "persphysician"), "gpconsultation", "2026-11-01", "2028-02-01");
  BOOST_TEST(codes(get_links(gert(), kAnna)) == "ok");
  clock.set(instant("2028-01-31T23:00:00Z"));
  BOOST_TEST(codes(get_links(gert(), kAnna)) == "TL.ACCESS.09");
  registers.set_global_file(kAnna, {ssin(kGert), {}, date("2026-01-05")});
  BOOST_TEST(codes(get_links(gert(), kAnna)) == "ok");
}

BOOST_AUTO_TEST_CASE(each_rule_of_a_question_refuses_once) {
  const auto with = [&](auto change) {
    auto order = get_links(citizen(kAnna), kAnna);
    change(order, query_of(order));
    return codes(order);
  };
  BOOST_TEST(with([](auto&, auto&) {}) == "ok");
  BOOST_TEST(with([](auto&, auto& q) { q.patients.clear(); }) == "TL.INPUT.69");
  BOOST_TEST(with([](auto&, auto& q) { q.patients.push_back(patient(kAnna)); }) == "TL.INPUT.31.01");
  BOOST_TEST(with([](auto&, auto& q) { q.types = {"friendship"}; }) == "TL.INPUT.50");
  BOOST_TEST(with([](auto&, auto& q) { q.begin = "2026-01-01"; }) == "TL.INPUT.67");
  BOOST_TEST(with([](auto&, auto& q) { q.end = "2026-01-01"; }) == "TL.INPUT.67");
  const auto period = [](auto& q) { q.begin = "2026-01-01", q.end = "2026-06-30"; };
  BOOST_TEST(with([&](auto&, auto& q) { period(q); }) == "ok");
  BOOST_TEST(with([&](auto&, auto& q) { period(q), q.begin = "2026-07-01"; }) == "TL.INPUT.65");
  BOOST_TEST(with([&](auto&, auto& q) { period(q), q.status = "all"; }) == "TL.INPUT.67.02");
  BOOST_TEST(with([&](auto&, auto& q) { period(q), q.types = {"gmd"}; }) == "TL.INPUT.66");
  BOOST_TEST(with([](auto&, auto& q) { q.proofs.push_back({"eidreading", {}}); }) == "TL.INPUT.85");
  for (const auto* rows : {"1001", "0", "-1", "10.5", "1000000000000"}) {
    BOOST_TEST(with([&](auto& o, auto&) { o.header.max_rows = rows; }) == "TL.OTHER.10");
  }
  for (const auto* rows : {"1", "+50", "1000", "1000.00", "0100"}) {
    BOOST_TEST(with([&](auto& o, auto&) { o.header.max_rows = rows; }) == "ok");
  }
}

BOOST_AUTO_TEST_CASE(a_proof_of_a_question_is_checked_but_needs_no_card) {
  auto order = get_links(gert(), kAnna);
  query_of(order).parties.push_back(party(kGert, kGertNihii, "persphysician"));
  query_of(order).proofs.push_back({"eidreading", {}});
  BOOST_TEST(codes(order) == "ok");
  query_of(order).proofs.front().type = "handshake";
  BOOST_TEST(codes(order) == "TL.INPUT.72");
}

BOOST_AUTO_TEST_CASE(a_question_reads_the_registry_at_most_once) {
  BOOST_TEST(codes(has_link(gert(), kAnna, party(kGert, kGertNihii, "persphysician"))) == "ok");
  BOOST_TEST(registry.reads == 1);
  BOOST_TEST(registers.asked == 0);
  registry.reachable = false;
  BOOST_TEST(codes(has_link(gert(), kAnna, party(kGert, kGertNihii, "persphysician"))) == "SLU-6001");
}

BOOST_AUTO_TEST_SUITE_END()
