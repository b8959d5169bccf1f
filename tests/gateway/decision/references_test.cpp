#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

model::Order list(const model::Identity& by, const std::string& of = kAnna) {
  auto made = order(model::OrderKind::ListReferences, by);
  model::ReferenceQuery query;
  query.patient = patient(of);
  made.content = std::move(query);
  return made;
}

model::Order accesses(const model::Identity& by, const std::string& of = kAnna) {
  auto made = order(model::OrderKind::ReadAccesses, by);
  made.content = model::AccessQuery{patient(of)};
  return made;
}

bool has(const model::Decision& decision, const std::string& category) {
  return std::ranges::find(decision.readable_categories, category) != decision.readable_categories.end();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(references, Bench)

BOOST_AUTO_TEST_CASE(the_story_of_a_physician) {
  BOOST_TEST(decide(list(gert())).reason()->rule == "consent");
  give_consent(kAnna);
  BOOST_TEST(decide(list(gert())).reason()->rule == "link");
  link(kAnna, person_party(kGert, "persphysician"), "gpconsultation", "2026-11-01", "2028-02-01");
  const auto decision = decide(list(gert()));
  BOOST_TEST(decision.permitted());
  BOOST_TEST(has(decision, "labresult"));
  BOOST_TEST(!has(decision, "productdelivery"));
  BOOST_TEST(!decision.patient_view);
  exclude(kAnna, person_party(kGert, "persphysician"));
  BOOST_TEST(decide(list(gert())).reason()->rule == "exclusion");
}

BOOST_AUTO_TEST_CASE(wanted_categories_narrow_what_is_readable) {
  give_consent(kAnna);
  link(kAnna, person_party(kKim, "persphysiotherapist"), "consultation", "2026-11-01", "2028-02-01");
  auto order = list(professional(kKim, kKimNihii, "persphysiotherapist"));
  auto& query = std::get<model::ReferenceQuery>(order.content);
  query.categories = {"sumehr", "labresult"};
  const auto some = decide(order);
  BOOST_TEST(some.permitted());
  BOOST_TEST(some.readable_categories.size() == 1U);
  query.categories = {"labresult"};
  BOOST_TEST(decide(order).reason()->rule == "matrix");
}

BOOST_AUTO_TEST_CASE(the_author_is_the_holder_of_the_token) {
  give_consent(kAnna);
  link(kAnna, person_party(kGert, "persphysician"), "gpconsultation", "2026-11-01", "2028-02-01");
  auto order = list(professional(kNele, kNeleNihii, "persnurse"));
  order.header.author.parties = {party(kGert, kGertNihii, "persphysician")};
  BOOST_TEST(decide(order).reason()->rule == "identity");
  order.header.author.parties.clear();
  BOOST_TEST(decide(order).reason()->rule == "identity");
}

BOOST_AUTO_TEST_CASE(a_hospital_looks_up_for_its_physician) {
  give_consent(kAnna);
  link(kAnna, hospital_party(), "hospitalstay", "2026-11-15", "2027-02-15");
  BOOST_TEST(decide(list(organisation(kHospital, "orghospital"))).permitted());
  auto other = list(organisation("71099812", "orghospital"));
  BOOST_TEST(decide(other).reason()->rule == "link");
}

BOOST_AUTO_TEST_CASE(the_reason_for_breaking_the_glass_may_stand_in_the_header) {
  give_consent(kAnna);
  auto order = list(gert());
  order.header.break_the_glass = "unconscious patient";
  BOOST_TEST(decide(order).permitted());
}

BOOST_AUTO_TEST_CASE(the_patient_looks_up_his_own) {
  BOOST_TEST(decide(list(citizen(kAnna))).reason()->rule == "consent");
  give_consent(kAnna);
  const auto decision = decide(list(citizen(kAnna)));
  BOOST_TEST(decision.permitted());
  BOOST_TEST(decision.patient_view);
  BOOST_TEST(has(decision, "productdelivery"));
  BOOST_TEST(decide(list(citizen(kPetra))).reason()->rule == "identity");
}

BOOST_AUTO_TEST_CASE(only_the_patient_and_who_represents_him_see_who_looked) {
  BOOST_TEST(decide(accesses(citizen(kAnna))).permitted());
  BOOST_TEST(decide(represented(accesses(citizen(kMark)))).permitted());
  BOOST_TEST(!decide(accesses(citizen(kPetra))).permitted());
  BOOST_TEST(!decide(accesses(gert())).permitted());
  BOOST_TEST(!decide(accesses(organisation(kHospital, "orghospital"))).permitted());
}

BOOST_AUTO_TEST_SUITE_END()
