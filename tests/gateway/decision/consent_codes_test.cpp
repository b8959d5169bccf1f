// fixtures/codes/consent.table: every code of the consent service, its cause, and the test that shows it.
#include <boost/test/unit_test.hpp>
#include <functional>
#include <map>

#include "gateway/model/business_errors.hpp"
#include "tests/gateway/decision/support_codes.hpp"
#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

const std::string kRoot = SLUIS_SOURCE_DIR;
constexpr auto kWrongNihii = "19997641004";
constexpr auto kWrongSsin = "72051999382";
constexpr auto kThisCase = "consent_codes/every_cause_has_its_code";

using Change = std::function<void(model::Order&)>;

model::Order changed(model::Order order, const Change& change) {
  change(order);
  return order;
}

model::Order by_gert(const Change& change) {
  return changed(put_consent(gert(), anna()), change);
}
model::Order of_author(const model::PartyClaim& claim) {
  return by_gert([&](auto& order) { order.header.author.parties = {claim}; });
}
model::Order of_patient(const model::PatientClaim& claim) {
  return by_gert([&](auto& order) { consent_of(order).patient = claim; });
}
model::Order of_consent(const std::function<void(model::ConsentOrder&)>& change) {
  return by_gert([&](auto& order) { change(consent_of(order)); });
}
model::Order of_revocation(std::optional<std::string> date) {
  return changed(test::revoke_consent(gert(), anna()), [&](auto& order) { consent_of(order).revoke_date = date; });
}
model::Order of_pharmacy(std::vector<model::PartyClaim> parties) {
  return changed(put_consent(organisation(kPharmacy, "orgpharmacy"), anna()),
                 [&](auto& order) { order.header.author.parties = std::move(parties); });
}
model::Order of_pharmacist(const model::PartyClaim& claim) {
  return of_pharmacy({party("", kPharmacy, "orgpharmacy"), claim});
}
model::Order of_hospital(const Change& change) {
  return changed(put_consent(organisation(kHospital, "orghospital"), anna()), change);
}
model::Order of_citizen(const model::PatientClaim& author) {
  return changed(put_consent(citizen(kAnna), patient(kAnna)), [&](auto& order) { order.header.author.patient = author; });
}

// What stands for each failure of the table: the order that meets it and nothing else.
struct Codes : Bench {
  std::map<std::string, model::Order> orders;

  Codes() {
    auto twice = provider(kNele, kNeleNihii, "persnurse");
    twice.numbers.emplace_back(model::Nihii::parse(kKimNihii).value(), "persphysiotherapist");
    registers.add(twice);
    give_consent(kTeen, "2026-03-02T09:00:00Z", kTeen);
    who_acts();
    who_stands_before_an_organisation();
    what_is_asked();
  }
  void add(const std::string& failure, model::Order order) { orders.emplace(failure, std::move(order)); }
  void who_acts();
  void who_stands_before_an_organisation();
  void what_is_asked();
};

void Codes::who_acts() {
  add("identity_differs", of_author(party(kNele, kNeleNihii, "persphysician")));
  add("not_authorised", put_consent(professional(kKim, kKimNihii, "persphysiotherapist"), anna()));
  add("other_patient", put_consent(citizen(kAnna), patient(kKobe)));
  add("own_act_stands", represented(test::revoke_consent(citizen(kPetra), patient(kTeen))));
  add("author_patient_missing", of_citizen(patient("")));
  add("author_patient_invalid", of_citizen(patient("85073099834")));
  add("author_deceased", put_consent(citizen(kVictor), patient(kVictor)));
  add("author_card_invalid", of_citizen(patient(kAnna, "EID-CARDNO", "599000006697")));
  add("author_identifier_missing", of_author(party("", kGertNihii, "persphysician")));
  add("author_ssin_invalid", of_author(party(kWrongSsin, kGertNihii, "persphysician")));
  add("author_nihii_invalid", of_author(party(kGert, kWrongNihii, "persphysician")));
  add("author_nihii_of_other", of_author(party(kGert, kSofieNihii, "persphysician")));
  add("author_category_invalid", of_author(party(kGert, kGertNihii, "persnurse")));
  add("author_nihii_other_category",
      changed(put_consent(professional(kNele, kNeleNihii, "persnurse"), anna()), [](auto& order) {
        order.header.author.parties = {party(kNele, kKimNihii, "persnurse")};
      }));
}

void Codes::who_stands_before_an_organisation() {
  const auto piet = party(kPiet, kPietNihii, "perspharmacist");
  add("pharmacy_identifier_missing", of_pharmacy({piet}));
  add("pharmacy_identifier_invalid", of_pharmacy({party("", "20999600", "orgpharmacy"), piet}));
  add("pharmacist_missing", of_pharmacy({party("", kPharmacy, "orgpharmacy")}));
  add("pharmacist_ssin_invalid", of_pharmacist(party("79120199144", kPietNihii, "perspharmacist")));
  add("pharmacist_nihii_invalid", of_pharmacist(party(kPiet, "29996161001", "perspharmacist")));
  add("pharmacist_nihii_of_other", of_pharmacist(party(kPiet, kGertNihii, "perspharmacist")));
  add("pharmacist_nihii_other_category", of_pharmacist(party(kGert, kGertNihii, "perspharmacist")));
  add("pharmacist_unknown", of_pharmacist(party(kMark, "", "perspharmacist")));
  auto holder = party("93030399714", "", "perspharmacist");
  holder.codes.push_back({"CD-HCPARTY", "certificateholder"});
  add("not_the_holder", of_pharmacist(holder));
  add("organisation_identifier_missing",
      of_hospital([](auto& order) { order.header.author.parties.front() = party("", "", "orghospital"); }));
  add("organisation_identifier_invalid",
      of_hospital([](auto& order) { order.header.author.parties.front() = party("", "71099813", "orghospital"); }));
  add("organisation_identifier_unsupported",
      of_hospital([](auto& order) { order.header.author.parties.front() = party(kSofie, "", "orghospital"); }));
  add("organisation_professional_missing", of_hospital([](auto& order) {
        order.header.author.parties.pop_back();
        order.header.author.person = patient(kMark);
      }));
}

void Codes::what_is_asked() {
  add("patient_missing", of_patient(patient("", "EID-CARDNO", kAnnasCard)));
  add("patient_two_numbers", of_consent([](auto& c) { c.patient.ids.push_back({"INSS", kKobe, {}}); }));
  add("patient_format", of_patient(patient("8507309983", "EID-CARDNO", kAnnasCard)));
  add("patient_identifier", of_patient(patient("70010108997", "EID-CARDNO", "599000006697")));
  add("patient_deceased", of_patient(patient(kVictor, "EID-CARDNO", "599000002455")));
  add("card_missing", of_patient(patient(kAnna)));
  add("card_invalid", of_patient(patient(kAnna, "EID-CARDNO", "599000006697")));
  add("party_identifier", of_consent([](auto& c) {
        c.author = model::AuthorClaim{{party(kGert, kWrongNihii, "persphysician")}, {}, {}};
      }));
  add("type_invalid", of_consent([](auto& c) { c.types = {"prospective"}; }));
  add("sign_date_missing", of_consent([](auto& c) { c.sign_date.reset(); }));
  add("sign_date_invalid", of_consent([](auto& c) { c.sign_date = "12026-01-01"; }));
  add("sign_date_later", of_consent([](auto& c) { c.sign_date = "2026-11-21+01:00"; }));
  add("revoke_date_missing", of_revocation({}));
  add("revoke_date_invalid", of_revocation("-2026-11-20"));
  add("revoke_date_later", of_revocation("2026-11-21Z"));
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(consent_codes, Codes)

BOOST_AUTO_TEST_CASE(every_cause_has_its_code) {
  const auto errors = model::BusinessErrors::load(kRoot + "/mappings/policy");
  std::size_t shown = 0;
  for (const auto& [failure, code] : CodeList("consent").shown_by(kThisCase)) {
    BOOST_TEST_CONTEXT(failure) {
      const auto order = orders.find(failure);
      BOOST_REQUIRE(order != orders.end());
      const auto decision = decide(order->second);
      BOOST_REQUIRE(decision.errors.size() == 1U);
      BOOST_TEST(decision.errors.front().code == code);
      BOOST_TEST(decision.errors.front().text == errors.of("consent", failure).text);
      ++shown;
    }
  }
  BOOST_TEST(shown == orders.size());
}

BOOST_AUTO_TEST_CASE(the_list_is_complete_and_names_tests_that_are_there) { CodeList("consent").check_complete(); }

BOOST_AUTO_TEST_CASE(codes_that_are_never_sent) { CodeList("consent").check_never_sent(); }

BOOST_AUTO_TEST_SUITE_END()
