#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::OrderKind;

namespace {

model::Order dossier(OrderKind kind, const model::Identity& by, const std::string& of = kAnna) {
  auto made = order(kind, by);
  model::DossierOrder asked;
  if (!of.empty()) asked.patient = patient(of);
  made.content = std::move(asked);
  return made;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(dossier_orders, Bench)

BOOST_AUTO_TEST_CASE(a_pharmacy_needs_consent_and_link_for_reading_and_writing) {
  const auto pharmacy = organisation(kPharmacy, "orgpharmacy");
  for (const auto kind : {OrderKind::ReadMedicationHistory, OrderKind::RegisterDispensations, OrderKind::ReadPharmacyDetails}) {
    Bench bench;
    BOOST_TEST(bench.decide(dossier(kind, pharmacy)).reason()->rule == "consent");
    bench.give_consent(kAnna);
    BOOST_TEST(bench.decide(dossier(kind, pharmacy)).reason()->rule == "link");
    bench.link(kAnna, pharmacy_party(), "pharmacydelivery", "2026-11-01", "2028-02-01");
    const auto permitted = bench.decide(dossier(kind, pharmacy));
    BOOST_TEST(permitted.permitted());
    BOOST_TEST(outcome(permitted, "deliberation") == "pass");
    BOOST_TEST(outcome(permitted, "matrix") == "pass");
    bench.exclude(kAnna, pharmacy_party());
    BOOST_TEST(bench.decide(dossier(kind, pharmacy)).reason()->rule == "exclusion");
  }
}

BOOST_AUTO_TEST_CASE(only_a_pharmacy_s_token_opens_the_dossier) {
  for (const auto kind : {OrderKind::ReadMedicationHistory, OrderKind::RegisterDispensations, OrderKind::CheckDossier}) {
    for (const auto& by : {gert(), organisation(kHospital, "orghospital"), citizen(kAnna)}) {
      const auto decision = decide(dossier(kind, by));
      BOOST_TEST(!decision.permitted());
      BOOST_TEST(decision.reason()->rule == "identity");
      BOOST_TEST(decision.reason()->text_key == "dossier_only_pharmacies");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_pharmacist_stands_behind_the_counter) {
  give_consent(kAnna);
  link(kAnna, pharmacy_party(), "pharmacydelivery", "2026-11-01", "2028-02-01");
  auto nobody = dossier(OrderKind::ReadMedicationHistory, organisation(kPharmacy, "orgpharmacy"));
  nobody.header.author.parties.resize(1);
  BOOST_TEST(decide(nobody).reason()->rule == "identity");
}

BOOST_AUTO_TEST_CASE(what_is_about_the_service_needs_no_patient) {
  const auto pharmacy = organisation(kPharmacy, "orgpharmacy");
  for (const auto kind : {OrderKind::ReadDossierStatus, OrderKind::ReadProductFilter, OrderKind::ReadSystemServices, OrderKind::CheckDossier})
    BOOST_TEST(decide(dossier(kind, pharmacy, "")).permitted());
}

BOOST_AUTO_TEST_SUITE_END()
