// fixtures/codes/therlink.table: every code of the service of therapeutic links, its cause, and the test that shows it.
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "gateway/model/business_errors.hpp"
#include "tests/gateway/decision/support_codes.hpp"
#include "tests/gateway/decision/support_proofs.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

const std::string kRoot = SLUIS_SOURCE_DIR;
constexpr auto kWrongNihii = "19997641004";
constexpr auto kWrongSsin = "72051999382";
constexpr auto kThisCase = "link_codes/every_cause_has_its_code";

using Change = std::function<void(model::Order&)>;

model::Order changed(model::Order order, const Change& change) {
  change(order);
  return order;
}
model::Order by_gert(const Change& change) { return changed(put_link(gert(), anna()), change); }
model::Order of_author(const model::PartyClaim& claim) {
  return by_gert([&](auto& order) { order.header.author.parties = {claim}; });
}
model::Order of_patient(const model::PatientClaim& claim) {
  return by_gert([&](auto& order) { link_of(order).patient = claim; });
}
model::Order of_link(const std::function<void(model::LinkOrder&)>& change) {
  return by_gert([&](auto& order) { change(link_of(order)); });
}
model::Order of_party(const model::PartyClaim& claim) {
  return changed(put_link(citizen(kAnna), patient(kAnna), "patientmanagement", ""),
                 [&](auto& order) { link_of(order).parties = {claim}; });
}
model::Order of_proof(const model::ProofClaim& claim) {
  return of_link([&](auto& link) { link.proofs = {claim}; });
}
model::Order of_question(const std::function<void(model::Order&, model::LinkQuery&)>& change) {
  return changed(get_links(citizen(kAnna), kAnna), [&](auto& order) { change(order, query_of(order)); });
}
model::Order of_period(const std::function<void(model::LinkQuery&)>& change) {
  return of_question([&](auto&, auto& query) {
    query.begin = "2026-01-01";
    query.end = "2026-06-30";
    change(query);
  });
}
model::Order of_pharmacy(std::vector<model::PartyClaim> parties) {
  return changed(put_link(organisation(kPharmacy, "orgpharmacy"), anna(), "pharmacydelivery"),
                 [&](auto& order) { order.header.author.parties = std::move(parties); });
}
model::Order of_pharmacist(const model::PartyClaim& claim) { return of_pharmacy({party("", kPharmacy, "orgpharmacy"), claim}); }
model::Order of_hospital(const Change& change) {
  return changed(put_link(organisation(kHospital, "orghospital"), anna(), "hospitalstay"), change);
}
model::Order of_citizen(const model::PatientClaim& author) {
  return changed(put_link(citizen(kAnna), patient(kAnna), "patientmanagement", ""),
                 [&](auto& order) { order.header.author.patient = author; });
}

// What stands for each failure of the table: the order that meets it and nothing else, and what has to be so before.
struct Codes : ProofBench {
  std::map<std::string, model::Order> orders;
  std::map<std::string, std::function<void()>> before;

  Codes() {
    auto twice = provider(kNele, kNeleNihii, "persnurse");
    twice.numbers.emplace_back(model::Nihii::parse(kKimNihii).value(), "persphysiotherapist");
    registers.add(twice);
    who_acts();
    who_stands_before_an_organisation();
    about_whom();
    with_whom();
    what_is_declared();
    what_proves_it();
    what_is_asked();
  }
  void add(const std::string& failure, model::Order order, std::function<void()> first = {}) {
    orders.emplace(failure, std::move(order));
    if (first) before.emplace(failure, std::move(first));
  }
  void who_acts();
  void who_stands_before_an_organisation();
  void about_whom();
  void with_whom();
  void what_is_declared();
  void what_proves_it();
  void what_is_asked();
};

void Codes::who_acts() {
  const auto unreachable = [this] { registers.reachable = false; };
  add("identity_differs", of_author(party(kNele, kNeleNihii, "persphysician")));
  add("not_authorised", put_link(organisation("0876543270", "orgpublichealth", model::OrganisationScheme::Cbe), anna()));
  add("other_patient", put_link(citizen(kAnna), patient(kKobe), "patientmanagement", ""));
  auto revoked = represented(put_link(citizen(kPetra), patient(kTeen), "patientmanagement", ""));
  revoked.kind = model::OrderKind::RevokeLink;
  add("own_act_stands", revoked, [this] {
    link(kTeen, person_party(kGert, "persphysician"), "patientmanagement", "2026-11-01", "2028-02-01");
    registry.files[kTeen].links.back().declared = declared("2026-11-01T08:00:00Z", kTeen);
  });
  add("author_patient_missing", of_citizen(patient("")));
  add("author_patient_invalid", of_citizen(patient("85073099834")));
  add("author_deceased", put_link(citizen(kVictor), patient(kVictor), "patientmanagement", ""));
  add("author_card_invalid", of_citizen(patient(kAnna, "EID-CARDNO", "599000006697")));
  add("author_identifier_missing", of_author(party("", kGertNihii, "persphysician")));
  add("author_ssin_invalid", of_author(party(kWrongSsin, kGertNihii, "persphysician")));
  add("author_nihii_invalid", of_author(party(kGert, kWrongNihii, "persphysician")));
  add("author_nihii_of_other", of_author(party(kGert, kSofieNihii, "persphysician")));
  add("author_category_invalid", of_author(party(kGert, kGertNihii, "persnurse")));
  add("author_nihii_other_category",
      changed(put_link(professional(kNele, kNeleNihii, "persnurse"), anna(), "nurseconsultation"),
              [](auto& order) { order.header.author.parties = {party(kNele, kKimNihii, "persnurse")}; }));
  add("author_unverified", put_link(organisation(kPharmacy, "orgpharmacy"), anna(), "pharmacydelivery"), unreachable);
  add("author_relation_unverified", represented(put_link(citizen(kPetra), patient(kKobe), "patientmanagement", "")), unreachable);
}

void Codes::who_stands_before_an_organisation() {
  const auto piet = party(kPiet, kPietNihii, "perspharmacist");
  add("pharmacy_identifier_missing", of_pharmacy({piet}));
  add("pharmacy_identifier_invalid", of_pharmacy({party("", "20999600", "orgpharmacy"), piet}));
  add("pharmacy_not_recognised", put_link(organisation("20999510", "orgpharmacy"), anna(), "pharmacydelivery"));
  add("pharmacist_missing", of_pharmacy({party("", kPharmacy, "orgpharmacy")}));
  add("pharmacist_ssin_invalid", of_pharmacist(party("79120199144", kPietNihii, "perspharmacist")));
  add("pharmacist_nihii_invalid", of_pharmacist(party(kPiet, "29996161001", "perspharmacist")));
  add("pharmacist_nihii_of_other", of_pharmacist(party(kPiet, kGertNihii, "perspharmacist")));
  add("pharmacist_nihii_other_category", of_pharmacist(party(kGert, kGertNihii, "perspharmacist")));
  add("pharmacist_unknown", of_pharmacist(party(kMark, "", "perspharmacist")));
  auto holder = piet;
  holder.codes.push_back({"CD-HCPARTY", "certificateholder"});
  add("not_the_holder", of_pharmacist(holder));
  const auto first = [](const model::PartyClaim& claim) {
    return of_hospital([&](auto& order) { order.header.author.parties.front() = claim; });
  };
  add("organisation_identifier_missing", first(party("", "", "orghospital")));
  add("organisation_identifier_invalid", first(party("", "71099813", "orghospital")));
  add("organisation_identifier_unsupported", first(party(kSofie, "", "orghospital")));
  add("organisation_professional_missing", of_hospital([](auto& order) { order.header.author.parties.pop_back(); }));
}

void Codes::about_whom() {
  add("patient_missing", of_patient(patient("", "EID-CARDNO", kAnnasCard)));
  add("patient_identifier", of_patient(patient("85073099834", "EID-CARDNO", kAnnasCard)));
  add("patient_deceased", of_patient(patient(kVictor, "EID-CARDNO", "599000002455")));
  add("patient_two_numbers", of_link([](auto& link) { link.patient.ids.push_back({"INSS", kKobe, {}}); }));
  add("patient_format", of_patient(patient("8507309983", "EID-CARDNO", kAnnasCard)));
  add("cards_several", of_link([](auto& link) { link.patient.ids.push_back({"ISI-CARDNO", "0000000001", {}}); }));
  const auto signed_with = [](const char* scheme, const char* card) {
    return changed(put_signed(), [&](auto& order) { link_of(order).patient = patient(kAnna, scheme, card); });
  };
  add("card_sis_format", signed_with("SIS-CARDNO", "1"));
  add("card_withdrawn", signed_with("SIS-CARDNO", "0000000001"));
  add("card_isi_format", signed_with("ISI-CARDNO", "00001"));
  add("card_eid_format", of_patient(patient(kAnna, "EID-CARDNO", "5990")));
  add("card_eid_missing", of_patient(patient(kAnna)));
  add("card_other_missing", put_link(gert(), patient(kKobe), "gpconsultation", "isireading"));
  add("card_invalid", of_patient(patient(kAnna, "EID-CARDNO", "599000006697")));
  add("patient_name_missing", of_link([](auto& link) { link.patient.first_names.clear(); }));
}

void Codes::with_whom() {
  add("party_several", of_link([](auto& link) { link.parties.push_back(party(kNele, "", "persnurse")); }));
  add("party_ssin_invalid", of_party(party(kWrongSsin, kGertNihii, "persphysician")));
  add("party_nihii_invalid", of_party(party(kGert, kWrongNihii, "persphysician")));
  add("party_nihii_of_other", of_party(party(kGert, kSofieNihii, "persphysician")));
  add("party_category_missing", of_party(party(kGert, kGertNihii, "")));
  add("party_category_invalid", of_party(party(kGert, kGertNihii, "perswizard")));
  add("party_category_unsupported", of_party(party(kGert, kGertNihii, "persadministrative")));
  add("party_nihii_other_category", of_party(party(kGert, kGertNihii, "persnurse")));
  add("party_not_the_holder", of_party(party(kKim, kPharmacy, "orgpharmacy")));
  add("party_not_found", of_party(party(kMark, "", "persphysician")));
  add("party_other_category", of_link([](auto& link) {
        link.type = "gpreferral";
        link.parties = {party(kNele, kNeleNihii, "persnurse")};
      }));
}

void Codes::what_is_declared() {
  add("type_unknown", of_link([](auto& link) { link.type = "friendship"; }));
  add("type_not_allowed", of_link([](auto& link) { link.type = "pharmacydelivery"; }));
  add("type_read_only", of_link([](auto& link) { link.type = "gmd"; }));
  add("period_too_long", of_link([](auto& link) { link.end = "2028-02-21"; }));
  add("start_past", of_link([](auto& link) { link.start = "2026-11-19"; }));
  add("start_later", of_link([](auto& link) { link.start = "2026-11-21"; }));
  add("end_before_start", of_link([](auto& link) { link.end = "2026-11-19"; }));
  add("not_three_months", of_link([](auto& link) {
        link.type = "gpreferral";
        link.parties = {party(kSofie, kSofieNihii, "persphysician")};
        link.end = "2027-02-19";
      }));
  add("comment_too_long", of_link([](auto& link) { link.comment = std::string(257, 'x'); }));
  add("excluded", put_link(gert(), anna()), [this] { exclude(kAnna, person_party(kGert, "persphysician")); });
}

void Codes::what_proves_it() {
  add("proof_missing", put_link(gert(), anna(), "gpconsultation", ""));
  add("proof_invalid", of_proof({"", {}}));
  add("proof_unknown", of_proof({"handshake", {}}));
  add("proof_not_sufficient", of_proof({"propagation", {}}));
  add("binary_missing", of_proof({"eidsigning", {}}));
  add("binary_invalid", of_proof({"eidsigning", "###"}));
  add("binary_unexpected", of_proof({"eidreading", "MIII9g=="}));
  add("proof_unexpected", put_link(citizen(kAnna), patient(kAnna), "patientmanagement", "eidreading"));
  for (const std::string failure :
       {"certificate_expired", "certificate_invalid", "certificate_not_for_signing", "certificate_not_trusted"})
    add(failure, put_signed(), [this, failure] { proofs.answer = failure; });
  add("signer_not_patient", put_signed(), [this] { signed_one().signer = kKobe; });
  add("signed_patient_differs", put_signed(), [this] { signed_one().patient = patient(kKobe); });
  add("signed_party_differs", put_signed(), [this] { signed_one().party = party(kNele, "", "persnurse"); });
}

void Codes::what_is_asked() {
  add("query_without_patient", of_question([](auto&, auto& query) { query.patients.clear(); }));
  add("date_invalid", of_period([](auto& query) { query.begin = "2026-07-01"; }));
  add("period_for_gmd", of_period([](auto& query) { query.types = {"gmd"}; }));
  add("period_incomplete", of_period([](auto& query) { query.end.reset(); }));
  add("period_needs_active", of_period([](auto& query) { query.status = "all"; }));
  add("too_many_rows", of_question([](auto& order, auto&) { order.header.max_rows = "1001"; }));
  add("no_link", get_links(gert(), kAnna));
  add("source_unavailable", get_links(gert(), kAnna), [this] { registers.reachable = false; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(link_codes)

BOOST_AUTO_TEST_CASE(every_cause_has_its_code) {
  const auto errors = model::BusinessErrors::load(kRoot + "/mappings/policy");
  std::size_t shown = 0;
  std::size_t known = 0;
  for (const auto& [failure, code] : CodeList("therlink").shown_by(kThisCase)) {
    Codes bench;
    known = bench.orders.size();
    BOOST_TEST_CONTEXT(failure) {
      const auto order = bench.orders.find(failure);
      BOOST_REQUIRE((order != bench.orders.end()));
      if (const auto first = bench.before.find(failure); first != bench.before.end()) first->second();
      const auto decision = bench.decider.decide(order->second);
      BOOST_REQUIRE(decision);
      std::string codes;
      for (const auto& error : decision->errors) codes += error.code + " ";
      BOOST_TEST(codes == code + " ");
      BOOST_TEST(!decision->errors.empty());
      if (!decision->errors.empty()) BOOST_TEST(decision->errors.front().text.starts_with(errors.of("therlink", failure).text));
      ++shown;
    }
  }
  BOOST_TEST(shown == known);
}

BOOST_AUTO_TEST_CASE(the_list_is_complete_and_names_tests_that_are_there) { CodeList("therlink").check_complete(); }

BOOST_AUTO_TEST_CASE(codes_that_other_settings_send) {
  ProofBench bench;
  // An end before today lies before the start as well, unless the start is wrong too.
  auto past = put_link(gert(), anna());
  link_of(past).start = "2026-01-01";
  link_of(past).end = "2026-02-01";
  BOOST_TEST(bench.proven(past) == "TL.INPUT.61 TL.INPUT.64");
  namespace fs = std::filesystem;
  const auto folder = fs::temp_directory_path() / ("sluis-six-months-" + std::to_string(::getpid()));
  fs::copy(kRoot + "/mappings/policy", folder, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  std::stringstream periods;
  periods << std::ifstream(folder / "link_periods.table").rdbuf();
  auto text = periods.str();
  const std::string three = "gpreferral | 3 | not_three_months";
  text.replace(text.find(three), three.size(), "gpreferral | 6 | not_six_months");
  std::ofstream(folder / "link_periods.table") << text;
  const decision::Decider half_a_year({bench.registry, &bench.registers, &bench.proofs}, bench.clock, bench.random, folder.string());
  fs::remove_all(folder);
  auto referral = put_link(gert(), anna(), "gpreferral");
  link_of(referral).parties = {party(kSofie, kSofieNihii, "persphysician")};
  link_of(referral).end = "2027-05-20";
  BOOST_TEST(Bench::codes_of(half_a_year.decide(referral)) == "ok");
  link_of(referral).end = "2027-02-20";
  BOOST_TEST(Bench::codes_of(half_a_year.decide(referral)) == "TL.INPUT.64.02");
}

BOOST_AUTO_TEST_CASE(codes_that_are_never_sent) { CodeList("therlink").check_never_sent(); }

BOOST_AUTO_TEST_SUITE_END()
