// Parties of links and exclusions by number and by name; bulks of links.
#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

model::PartyClaim named(model::PartyClaim claim, const std::string& first, const std::string& family) {
  claim.first_names = {first};
  claim.family_name = family;
  return claim;
}
model::PartyClaim called(model::PartyClaim claim, const std::string& name) {
  claim.name = name;
  return claim;
}

model::LinkOrder entry_of(model::Order order) { return link_of(order); }

struct Named : Bench {
  Named() {
    name(kGert, kGertNihii, "persphysician", "Gert", "Huisarts");
    name(kSofie, kSofieNihii, "persphysician", "Jan", "Peeters");
    name(kNele, kNeleNihii, "persnurse", "Jan", "Peeters");
    name(kKim, kKimNihii, "persphysiotherapist", "Kim", "Kinesist");
  }
  void name(const char* number, const char* nihii, const char* category, const char* first, const char* family) {
    registers.add(model::Provider{ssin(number), first, family, {{model::Nihii::parse(nihii).value(), category}}});
  }
  model::Order declared_for(model::PartyClaim whom) const {
    auto order = put_link(citizen(kAnna), patient(kAnna), "patientmanagement", "");
    link_of(order).parties = {std::move(whom)};
    return order;
  }
  std::string with(model::PartyClaim whom) const { return codes(declared_for(std::move(whom))); }
  std::string text(const model::Order& order) const { return decide(order).errors.at(0).text; }
  std::string excluding(model::PartyClaim whom, model::OrderKind kind = model::OrderKind::PutExclusion) const {
    auto order = put_exclusion(citizen(kAnna), kAnna, whom);
    order.kind = kind;
    return codes(order);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(link_party, Named)

BOOST_AUTO_TEST_CASE(a_name_that_one_has_is_that_one) {
  const auto order = declared_for(named(party("", "", "persphysician"), "Gert", "Huisarts"));
  const auto decision = decide(order);
  BOOST_REQUIRE(decision.permitted());
  const auto& kept = std::get<model::LinkRegistration>(decision.registration).party;
  BOOST_TEST(kept.key() == "ssin:" + std::string(kGert));
  BOOST_TEST(kept.nihii->text() == kGertNihii);
  BOOST_TEST(with(called(party("", "", "orgpharmacy"), "Testapotheek")) == "ok");
  BOOST_TEST(with(called(party("", "", "persphysician"), "gert huisarts")) == "TL.INPUT.47");  // these registers compare bytes
  BOOST_TEST(codes_without_registers(order) == "TL.INPUT.47");
}

BOOST_AUTO_TEST_CASE(a_name_is_never_guessed) {
  BOOST_TEST(with(named(party("", "", "persphysician"), "Gert", "Onbekend")) == "TL.INPUT.47");
  BOOST_TEST(with(named(party("", "", "persnurse"), "Gert", "Huisarts")) == "TL.INPUT.47");
  BOOST_TEST(with(named(party("", "", "persnurse"), "Jan", "Peeters")) == "ok");  // the category tells two apart
  name(kKim, kKimNihii, "persnurse", "Jan", "Peeters");
  const auto order = declared_for(named(party("", "", "persnurse"), "Jan", "Peeters"));
  BOOST_TEST(codes(order) == "TL.INPUT.47");
  BOOST_TEST(text(order).find("Jan Peeters (persnurse, NIHII " + std::string(kKimNihii) + "); Jan Peeters (persnurse, NIHII " +
                              std::string(kNeleNihii) + ")") != std::string::npos);
  BOOST_TEST(text(order).find(kNele) == std::string::npos);
  BOOST_TEST(excluding(named(party("", "", "persnurse"), "Jan", "Peeters")) == "EX.INPUT.47");
}

BOOST_AUTO_TEST_CASE(number_category_and_name_agree_or_are_refused) {
  BOOST_TEST(with(named(party(kGert, kGertNihii, "persphysician"), "GERT", "hu\u00efsarts")) == "ok");
  BOOST_TEST(with(called(party(kGert, "", "persphysician"), "Huisarts Gert")) == "ok");
  const auto other_name = declared_for(named(party(kGert, "", "persphysician"), "Jan", "Peeters"));
  BOOST_TEST(codes(other_name) == "TL.INPUT.47");
  BOOST_TEST(text(other_name).find("another name") != std::string::npos);
  BOOST_TEST(with(called(party("", kPharmacy, "orgpharmacy"), "TESTAPOTHEEK")) == "ok");
  BOOST_TEST(with(called(party("", kPharmacy, "orgpharmacy"), "Andere apotheek")) == "TL.INPUT.47");
  BOOST_TEST(with(party(kPiet, kPharmacy, "orgpharmacy")) == "ok");
  BOOST_TEST(with(party(kKim, kPharmacy, "orgpharmacy")) == "TL.INPUT.46");
  auto own = put_link(gert(), anna());
  link_of(own).parties = {named(party(kGert, kGertNihii, "persphysician"), "Jan", "Peeters")};
  BOOST_TEST(codes(own) == "TL.INPUT.47");
  BOOST_TEST(excluding(named(party(kGert, "", "persphysician"), "Jan", "Peeters")) == "EX.INPUT.47");
  BOOST_TEST(excluding(party(kGert, kSofieNihii, "persphysician")) == "EX.INPUT.47");
  BOOST_TEST(excluding(party(kGert, "", "persnurse")) == "EX.INPUT.47");
  BOOST_TEST(excluding(called(party("", kPharmacy, "orgpharmacy"), "Andere apotheek")) == "EX.INPUT.47");
}

BOOST_AUTO_TEST_CASE(every_number_of_a_person_names_him) {
  auto both = provider(kGert, kGertNihii, "persphysician");
  both.numbers.emplace_back(model::Nihii::parse("39997553001").value(), "persdentist");
  registers.add(both);
  for (const auto& claim : {party("", kGertNihii, "persphysician"), party("", "39997553001", "persdentist"), party(kGert, "", "persdentist")}) {
    const auto kept = decide(declared_for(claim));
    BOOST_REQUIRE(kept.permitted());
    BOOST_TEST(std::get<model::LinkRegistration>(kept.registration).party.key() == "ssin:" + std::string(kGert));
    auto asked = get_links(citizen(kAnna), kAnna);
    query_of(asked).parties = {claim};
    BOOST_TEST(std::get<model::RegistrationQuery>(decide(asked).registration).party->key() == "ssin:" + std::string(kGert));
    auto preview = put_exclusion(citizen(kAnna), kAnna, claim);
    preview.kind = model::OrderKind::PreviewExclusion;
    BOOST_TEST(std::get<model::RegistrationQuery>(decide(preview).registration).party->key() == "ssin:" + std::string(kGert));
  }
  BOOST_TEST(with(party("", "39997553001", "persphysician")) == "TL.INPUT.45");
}

BOOST_AUTO_TEST_CASE(who_left_the_register_can_be_asked_for_and_ended) {
  auto order = declared_for(party(kMark, "", "persphysician"));
  BOOST_TEST(codes(order) == "TL.INPUT.47");
  order.kind = model::OrderKind::RevokeLink;
  BOOST_TEST(codes(order) == "ok");
  registers.reachable = false;
  BOOST_TEST(codes(has_link(citizen(kAnna), kAnna, named(party(kGert, "", "persphysician"), "Gert", "Huisarts"))) == "ok");
}

BOOST_AUTO_TEST_CASE(a_name_beside_an_identifier_of_another_kind_excludes_nobody) {
  auto claim = named(party("", "", "persphysician"), "Gert", "Huisarts");
  BOOST_TEST(excluding(claim) == "ok");
  claim.ids.push_back({"LOCAL", "x1", "application_ID"});
  BOOST_TEST(excluding(claim) == "EX.INPUT.40");
  BOOST_TEST(excluding(party("", kGertNihii, "persphysician")) == "EX.INPUT.40");
  BOOST_TEST(excluding(party("", kGertNihii, "persphysician"), model::OrderKind::GetExclusions) == "ok");
}

BOOST_AUTO_TEST_CASE(a_history_has_a_period_with_open_ends) {
  auto order = put_exclusion(citizen(kAnna), kAnna, party(kGert, "", "persphysician"));
  order.kind = model::OrderKind::GetExclusionHistory;
  BOOST_TEST(codes(order) == "ok");
  exclusion_of(order).begin = "2026-11-20";
  BOOST_TEST(codes(order) == "ok");
  exclusion_of(order).end = "2026-11-20";
  BOOST_TEST(codes(order) == "ok");
  BOOST_TEST((std::get<model::RegistrationQuery>(decide(order).registration).end == date("2026-11-20")));
  exclusion_of(order).end = "2026-11-19";
  BOOST_TEST(codes(order) == "EX.INPUT.65");
  BOOST_TEST(codes(put_exclusion(gert(), kAnna, party(kGert, "", "persphysician"))) == "EX.ACCESS.05");
}

BOOST_AUTO_TEST_CASE(each_entry_of_a_bulk_is_judged_alone) {
  auto bulk = order(model::OrderKind::PutLinks, gert());
  model::LinkBatch batch;
  const auto good = entry_of(put_link(gert(), anna()));
  auto late = good;
  late.start = "2026-01-01";
  late.proofs.clear();
  for (const auto& one : {good, late, good}) batch.entries.push_back({"x", one});
  bulk.content = batch;
  const auto decision = decide(bulk);
  BOOST_REQUIRE(decision.permitted());
  BOOST_REQUIRE(decision.answers.size() == 3U);
  BOOST_TEST(decision.answers[0].permitted());
  BOOST_TEST(std::holds_alternative<model::LinkRegistration>(decision.answers[2].registration));
  const auto& refused = decision.answers[1];
  BOOST_TEST(!refused.permitted());
  BOOST_REQUIRE(refused.errors.size() == 2U);
  BOOST_TEST(refused.errors[0].code == "TL.INPUT.61");
  BOOST_TEST(refused.errors[1].code == "TL.INPUT.70");
  BOOST_TEST(refused.errors[1].entry == 2);
  BOOST_TEST(std::holds_alternative<std::monostate>(refused.registration));
}

BOOST_AUTO_TEST_CASE(the_author_of_a_bulk_is_judged_once_and_for_each_patient) {
  auto bulk = order(model::OrderKind::PutLinks, gert());
  bulk.header.author.parties = {party(kNele, kNeleNihii, "persnurse")};
  bulk.content = model::LinkBatch{{{"1", entry_of(put_link(gert(), anna()))}}};
  const auto stranger = decide(bulk);
  BOOST_TEST(!stranger.permitted());
  BOOST_TEST(stranger.answers.empty());
  BOOST_TEST(stranger.errors.at(0).code == "TL.ACCESS.15");
  BOOST_TEST(stranger.errors.at(0).entry == 0);
  auto family = represented(order(model::OrderKind::PutLinks, citizen(kPetra)));
  model::LinkBatch batch;
  for (const auto* child : {kKobe, kAnna}) {
    auto link = entry_of(put_link(citizen(kPetra), patient(child), "patientmanagement", ""));
    batch.entries.push_back({child, link});
  }
  family.content = batch;
  const auto decision = decide(family);
  BOOST_REQUIRE(decision.answers.size() == 2U);
  BOOST_TEST(decision.answers[0].permitted());
  BOOST_TEST(decision.answers[0].representation == "parent");
  BOOST_TEST(decision.answers[1].errors.at(0).code == "TL.ACCESS.07");
}

BOOST_AUTO_TEST_SUITE_END()
