// Two parents, deaths, several relations, and what a minor decided himself: rulings R6 to R8.
#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

constexpr auto kPieter = "86041799538";
constexpr auto kVeerle = "90090999707";

std::string told(const model::Decision& decision) {
  std::string out;
  for (const auto& one : decision.notify) out += (out.empty() ? "" : " ") + one.text();
  return out;
}

model::Relation relation(const std::string& kind, std::vector<std::string> scope = {}) {
  return {kind, std::move(scope), {}, {}};
}

struct Family : Bench {
  Family() {
    registers.add(person(kPetra, "1988-11-05"));
    registers.add(person(kPieter, "1986-04-17"));
    for (const auto* child : {kKobe, kTeen}) registers.add(child, kPieter, relation("parent"));
  }
  void dies(const std::string& number, const std::string& birth, const std::string& day) {
    auto gone = person(number, birth);
    gone.death = date(day);
    registers.add(std::move(gone));
  }
  // One link or exclusion of the patient as it was left behind; who acted is the patient himself when named.
  void linked(const std::string& of, const std::string& declared_by, const std::string& revoked_by = "-") {
    link(of, person_party(kGert, "persphysician"), "patientmanagement", "2026-10-01", "2028-01-01");
    auto& made = registry.files[of].links.back();
    made.declared = declared("2026-10-01T08:00:00Z", declared_by);
    if (revoked_by != "-") made.revoked = declared("2026-11-01T08:00:00Z", revoked_by);
  }
};

model::Order mother_gives() {
  return represented(put_consent(citizen(kPetra), patient(kKobe)));
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(family, Family)

BOOST_AUTO_TEST_CASE(each_parent_acts_alone_and_the_other_is_told) {
  BOOST_TEST(told(decide(mother_gives())) == kPieter);
  const auto withdrawn = decide(represented(test::revoke_consent(citizen(kPieter), patient(kKobe))));
  BOOST_TEST(withdrawn.permitted());
  BOOST_TEST(told(withdrawn) == kPetra);
  auto order = represented(put_exclusion(citizen(kPetra), kKobe, party(kGert, "", "persphysician")));
  BOOST_TEST(told(decide(order)) == kPieter);
  BOOST_TEST(told(decide(represented(put_link(citizen(kPetra), patient(kKobe), "patientmanagement", "")))) == kPieter);
  auto at_the_counter = put_consent(organisation(kHospital, "orghospital"), patient(kKobe, "ISI-CARDNO", "0000000001"));
  at_the_counter.header.author.person = patient(kPetra);
  BOOST_TEST(told(decide(at_the_counter)) == kPieter);
}

BOOST_AUTO_TEST_CASE(only_acts_are_told_and_only_to_others_who_are_parents_today) {
  auto look = represented(order(model::OrderKind::GetConsent, citizen(kPetra)));
  look.content = model::ConsentOrder{patient(kKobe), {}, {}, {}, {}};
  BOOST_TEST(told(decide(look)) == "");
  BOOST_TEST(told(decide(put_consent(citizen(kAnna), patient(kAnna)))) == "");
  registers.add(kKobe, kVeerle, model::Relation{"parent", {}, {}, date("2026-11-19")});  // until yesterday
  registers.add(kKobe, kMark, relation("mandate"));
  registers.add(kKobe, kPieter, relation("parent", {"consent"}));  // listed twice, told once
  BOOST_TEST(told(decide(mother_gives())) == kPieter);
  dies(kPieter, "1986-04-17", "2026-11-20");
  BOOST_TEST(told(decide(mother_gives())) == "");
}

BOOST_AUTO_TEST_CASE(who_else_represents_can_not_be_assumed) {
  registers.add(kAnna, kPetra, relation("mandate"));
  BOOST_TEST(told(decide(represented(put_consent(citizen(kPetra), patient(kAnna))))) == "");  // nobody to tell
  registers.reachable = false;
  BOOST_TEST(codes(mother_gives()) == "SLU-4002");
}

BOOST_AUTO_TEST_CASE(guardians_follow_the_rules_of_parents_and_administrators_don_t) {
  registers.add(kTeen, kVeerle, relation("guardian"));
  registers.add(kTeen, kMark, relation("guardian"));
  const auto acts = represented(put_consent(citizen(kVeerle), patient(kTeen)));
  BOOST_TEST(decide(acts).representation == "guardian");
  BOOST_TEST(told(decide(acts)) == kMark);
  give_consent(kTeen, "2026-03-02T09:00:00Z", kTeen);
  BOOST_TEST(codes(represented(test::revoke_consent(citizen(kVeerle), patient(kTeen)))) == "MH2.INPUT.2");
  registers.add(kAnna, kVeerle, relation("administrator"));
  registers.add(kAnna, kPieter, relation("administrator"));
  give_consent(kAnna, "2026-03-02T09:00:00Z", kAnna);
  const auto undone = decide(represented(test::revoke_consent(citizen(kVeerle), patient(kAnna))));
  BOOST_TEST(undone.permitted());
  BOOST_TEST(told(undone) == kPieter);
}

BOOST_AUTO_TEST_CASE(a_representation_ends_with_the_death_of_either) {
  BOOST_TEST(codes(mother_gives()) == "ok");
  dies(kPetra, "1988-11-05", "2026-11-21");  // tomorrow
  BOOST_TEST(codes(mother_gives()) == "ok");
  dies(kPetra, "1988-11-05", "2026-11-20");
  BOOST_TEST(codes(mother_gives()) == "MH2.INPUT.2");
  registers.add(kVictor, kMark, relation("mandate"));
  auto status = represented(order(model::OrderKind::ConsentStatus, citizen(kMark)));
  status.content = model::ConsentOrder{patient(kVictor), {}, {}, {}, {}};
  BOOST_TEST(codes(status) == "MH2.INPUT.2");
  clock.set(instant("2026-05-31T21:59:59Z"));  // the day before he died
  BOOST_TEST(codes(status) == "ok");
}

BOOST_AUTO_TEST_CASE(any_of_several_relations_will_do) {
  registers.add(kBis, kMark, model::Relation{"mandate", {}, date("2024-01-01"), date("2025-12-31")});
  registers.add(kBis, kMark, model::Relation{"mandate", {"link"}, {}, {}});
  registers.add(kBis, kMark, model::Relation{"friend", {}, {}, {}});
  const auto order = represented(put_consent(citizen(kMark), patient(kBis)));
  BOOST_TEST(codes(order) == "MH2.INPUT.2");
  registers.add(kBis, kMark, model::Relation{"administrator", {"consent"}, date("2026-11-20"), date("2026-11-20")});
  BOOST_TEST(codes(order) == "ok");
  BOOST_TEST(decide(order).representation == "administrator");
  clock.set(instant("2026-11-20T23:00:00Z"));
  BOOST_TEST(codes(order) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_CASE(a_mandate_does_what_a_parent_may_not) {
  give_consent(kTeen, "2026-03-02T09:00:00Z", kTeen);
  const auto order = represented(test::revoke_consent(citizen(kPetra), patient(kTeen)));
  BOOST_TEST(codes(order) == "MH2.INPUT.2");
  registers.add(kTeen, kPetra, relation("mandate"));
  BOOST_TEST(decide(order).representation == "mandate");
}

BOOST_AUTO_TEST_CASE(a_parent_neither_ends_nor_repeats_what_a_minor_did_himself_with_links) {
  const auto put = represented(put_link(citizen(kPetra), patient(kTeen), "patientmanagement", ""));
  auto revoke = put;
  revoke.kind = model::OrderKind::RevokeLink;
  linked(kTeen, kTeen);
  BOOST_TEST(codes(revoke) == "TL.ACCESS.07");
  linked(kTeen, kTeen, kTeen);
  BOOST_TEST(codes(put) == "TL.ACCESS.07");
  BOOST_TEST(codes(put_link(citizen(kTeen), patient(kTeen), "patientmanagement", "")) == "ok");
  linked(kTeen, kPetra);
  BOOST_TEST(codes(revoke) == "ok");
  linked(kTeen, kTeen, kPieter);  // the last word was a parent's
  BOOST_TEST(codes(put) == "ok");
}

BOOST_AUTO_TEST_CASE(a_parent_neither_lifts_nor_repeats_an_exclusion_that_a_minor_decided_on) {
  const auto put = represented(put_exclusion(citizen(kPetra), kTeen, party(kGert, "", "persphysician")));
  auto revoke = put;
  revoke.kind = model::OrderKind::RevokeExclusion;
  exclude(kTeen, person_party(kGert, "persphysician"));
  BOOST_TEST(codes(revoke) == "ok");
  auto& made = registry.files[kTeen].exclusions.back();
  made.declared = declared("2026-10-01T08:00:00Z", kTeen);
  BOOST_TEST(codes(revoke) == "EX.ACCESS.07");
  made.revoked = declared("2026-11-01T08:00:00Z", kTeen);
  BOOST_TEST(codes(put) == "EX.ACCESS.07");
  made.revoked = declared("2026-11-01T08:00:00Z");
  BOOST_TEST(codes(put) == "ok");
}

BOOST_AUTO_TEST_CASE(a_minor_s_act_at_a_counter_is_his_own) {
  auto at_the_counter = put_consent(gert(), patient(kTeen, "EID-CARDNO", "599000002051"));
  at_the_counter.header.author.patient = patient(kTeen);
  BOOST_TEST(codes(at_the_counter) == "ok");
  give_consent(kTeen);
  registry.files[kTeen].consents.back().declared.author = at_the_counter.header.author;
  BOOST_TEST(codes(represented(test::revoke_consent(citizen(kPetra), patient(kTeen)))) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_CASE(what_a_representative_did_stays_and_who_was_represented_undoes_it) {
  give_consent(kTeen);  // by a parent
  clock.set(instant("2028-02-01T23:00:00Z"));  // eighteen
  auto revoke = test::revoke_consent(citizen(kTeen), patient(kTeen));
  BOOST_TEST(codes(revoke) == "ok");
  BOOST_TEST(codes(represented(test::revoke_consent(citizen(kPetra), patient(kTeen)))) == "MH2.INPUT.2");
  BOOST_TEST((registry.files[kTeen].consents.back().state() == model::ConsentState::Given));
}

BOOST_AUTO_TEST_CASE(the_dead_act_no_more) {
  BOOST_TEST(codes(put_consent(citizen(kVictor), patient(kVictor))) == "MH2.INPUT.19");
  BOOST_TEST(codes(test::revoke_consent(citizen(kVictor), patient(kVictor))) == "MH2.INPUT.19");
  BOOST_TEST(codes(put_link(citizen(kVictor), patient(kVictor), "patientmanagement", "")) == "TL.INPUT.31");
  BOOST_TEST(codes(put_exclusion(citizen(kVictor), kVictor, party(kGert, "", "persphysician"))) == "EX.INPUT.31");
}

BOOST_AUTO_TEST_SUITE_END()
