#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

BOOST_FIXTURE_TEST_SUITE(author, Bench)

BOOST_AUTO_TEST_CASE(a_professional_speaks_for_himself_only) {
  auto order = put_consent(gert(), anna());
  BOOST_TEST(codes(order) == "ok");
  order.caller = professional(kNele, kNeleNihii, "persnurse");
  BOOST_TEST(codes(order) == "MH2.INPUT.2");
  auto link = put_link(gert(), anna());
  link.caller = professional(kNele, kNeleNihii, "persnurse");
  BOOST_TEST(codes(link) == "TL.ACCESS.15");
}

BOOST_AUTO_TEST_CASE(nothing_is_looked_at_behind_a_failing_author) {
  auto order = put_link(gert(), patient("85073099834"), "friendship", "handshake");
  link_of(order).start = "2020-01-01";
  order.caller = professional(kNele, kNeleNihii, "persnurse");
  BOOST_TEST(codes(order) == "TL.ACCESS.15");
  BOOST_TEST(registry.reads == 0);
  BOOST_TEST(registers.asked == 0);
}

BOOST_AUTO_TEST_CASE(the_numbers_of_an_author_have_to_be_numbers) {
  const auto with = [&](const std::string& inss, const std::string& nihii, const std::string& category) {
    auto order = put_link(gert(), anna());
    order.header.author.parties = {party(inss, nihii, category)};
    return codes(order);
  };
  BOOST_TEST(with("", kGertNihii, "persphysician") == "TL.INPUT.10");
  BOOST_TEST(with("72051999382", kGertNihii, "persphysician") == "TL.INPUT.11");
  BOOST_TEST(with(kGert, "19997641004", "persphysician") == "TL.INPUT.12");
  BOOST_TEST(with("72051999382", "19997641004", "persphysician") == "TL.INPUT.11 TL.INPUT.12");
  BOOST_TEST(with(kGert, kSofieNihii, "persphysician") == "TL.INPUT.13");
  BOOST_TEST(with(kGert, kGertNihii, "persnurse") == "TL.INPUT.15");
  BOOST_TEST(with(kGert, "", "persphysician") == "TL.INPUT.10");
}

BOOST_AUTO_TEST_CASE(a_second_profession_needs_the_register) {
  auto gert_twice = provider(kGert, kGertNihii, "persphysician");
  gert_twice.numbers.emplace_back(model::Nihii::parse(kPietNihii).value(), "persdentist");
  registers.add(gert_twice);
  auto token = gert();
  token.categories.push_back("persdentist");
  auto order = put_consent(token, anna());
  order.header.author.parties = {party(kGert, kPietNihii, "persdentist")};
  BOOST_TEST(codes(order) == "ok");
  BOOST_TEST(codes_without_registers(order) == "MH2.INPUT.20");
  order.header.author.parties = {party(kGert, kPietNihii, "persphysician")};
  BOOST_TEST(codes(order) == "MH2.INPUT.20");
}

BOOST_AUTO_TEST_CASE(nobody_hides_behind_a_second_party) {
  auto order = put_consent(gert(), anna());
  order.header.author.parties.push_back(party("", kHospital, "orghospital"));
  BOOST_TEST(codes(order) == "MH2.INPUT.2");
  auto two = put_consent(gert(), anna());
  two.header.author.parties.push_back(party(kNele, kNeleNihii, "persnurse"));
  BOOST_TEST(codes(two) == "MH2.INPUT.2");
  auto with_both = put_consent(gert(), anna());
  with_both.header.author.patient = with_both.header.author.person = anna();
  BOOST_TEST(codes(with_both) == "MH2.INPUT.2");
  auto with_software = put_consent(gert(), anna());
  with_software.header.author.parties.push_back(software());
  BOOST_TEST(codes(with_software) == "ok");
}

BOOST_AUTO_TEST_CASE(who_may_only_look_may_not_declare) {
  const auto kim = professional(kKim, kKimNihii, "persphysiotherapist");
  BOOST_TEST(codes(put_consent(kim, anna())) == "MH2.INPUT.2");
  BOOST_TEST(codes(revoke_consent(kim, anna())) == "MH2.INPUT.2");
  auto get = order(model::OrderKind::GetConsent, kim);
  get.content = model::ConsentOrder{patient(kAnna), {}, {}, {}, {}};
  BOOST_TEST(codes(get) == "ok");
  const auto other = professional(kKim, kKimNihii, "perscaregiver");
  auto refused = order(model::OrderKind::GetConsent, other);
  refused.content = model::ConsentOrder{patient(kAnna), {}, {}, {}, {}};
  BOOST_TEST(codes(refused) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_CASE(of_a_hospital_only_the_hospital_is_checked_for_consent) {
  auto order = put_consent(organisation(kHospital, "orghospital"), anna());
  order.header.author.parties.at(1) = party("76080899826", "", "persadministrative");
  BOOST_TEST(codes(order) == "ok");
  order.header.author.parties.pop_back();
  BOOST_TEST(codes(order) == "ok");
  order.header.author.parties.front() = party("", "71099812", "orghospital");
  BOOST_TEST(codes(order) == "MH2.INPUT.2");
  order.header.author.parties.front() = party("", "71099813", "orghospital");
  BOOST_TEST(codes(order) == "MH2.INPUT.20");
}

BOOST_AUTO_TEST_CASE(a_pharmacy_speaks_through_a_pharmacist) {
  const auto pharmacy = organisation(kPharmacy, "orgpharmacy");
  BOOST_TEST(codes(put_link(pharmacy, anna(), "pharmacydelivery")) == "ok");
  const auto with = [&](std::vector<model::PartyClaim> parties) {
    auto order = put_link(pharmacy, anna(), "pharmacydelivery");
    order.header.author.parties = std::move(parties);
    return codes(order);
  };
  const auto shop = party("", kPharmacy, "orgpharmacy");
  BOOST_TEST(with({party(kPiet, kPietNihii, "perspharmacist")}) == "TL.INPUT.16");
  BOOST_TEST(with({party("", "20999600", "orgpharmacy"), party(kPiet, kPietNihii, "perspharmacist")}) == "TL.INPUT.17");
  BOOST_TEST(with({shop}) == "TL.INPUT.19");
  BOOST_TEST(with({shop, party(kGert, kGertNihii, "persphysician")}) == "TL.INPUT.19");
  BOOST_TEST(with({shop, party("79120199144", kPietNihii, "perspharmacist")}) == "TL.INPUT.20");
  BOOST_TEST(with({shop, party(kPiet, "29996160002", "perspharmacist")}) == "ok");  // competence code is not judged
  BOOST_TEST(with({shop, party(kPiet, "29996161001", "perspharmacist")}) == "TL.INPUT.21");
  BOOST_TEST(with({shop, party(kPiet, kGertNihii, "perspharmacist")}) == "TL.INPUT.22");
  BOOST_TEST(with({shop, party(kGert, kGertNihii, "perspharmacist")}) == "TL.INPUT.23");
  BOOST_TEST(with({shop, party(kMark, "", "perspharmacist")}) == "TL.INPUT.25");
  auto holder = party(kPiet, kPietNihii, "perspharmacist");
  holder.codes.push_back({"CD-HCPARTY", "certificateholder"});
  BOOST_TEST(with({shop, holder}) == "TL.INPUT.24");
}

BOOST_AUTO_TEST_CASE(without_a_register_only_the_certified_holder_speaks_for_a_pharmacy) {
  auto pharmacy = organisation(kPharmacy, "orgpharmacy");
  BOOST_TEST(codes_without_registers(put_link(pharmacy, anna(), "pharmacydelivery")) == "TL.INPUT.25");
  pharmacy.ssin = ssin(kPiet);
  BOOST_TEST(codes_without_registers(put_link(pharmacy, anna(), "pharmacydelivery")) == "ok");
}

BOOST_AUTO_TEST_CASE(other_organisations_may_only_ask_whether_a_link_exists) {
  const auto body = organisation("0876543270", "orgpublichealth", model::OrganisationScheme::Cbe);
  BOOST_TEST(codes(has_link(body, kAnna, party(kGert, kGertNihii, "persphysician"))) == "ok");
  BOOST_TEST(codes(get_links(body, kAnna)) == "TL.ACCESS.05");
  auto nobody = has_link(body, kAnna, party(kGert, kGertNihii, "persphysician"));
  nobody.header.author.parties.pop_back();
  BOOST_TEST(codes(nobody) == "TL.INPUT.29");
}

BOOST_AUTO_TEST_CASE(who_acts_for_an_insurer_may_what_the_insurer_may) {
  registers.add(
      model::Organisation{"orginsurance", "Fund", {{model::OrganisationScheme::Cbe, "0411882388"}}, "", {}, ""});
  const auto centre = organisation("0876543270", "orgpublichealth", model::OrganisationScheme::Cbe);
  BOOST_TEST(codes(put_consent(centre, anna())) == "MH2.INPUT.2");
  registers.add(model::Organisation{
      "orgpublichealth", "Centre", {{model::OrganisationScheme::Cbe, "0876543270"}}, "", {}, "0411882388"});
  BOOST_TEST(codes(put_consent(centre, anna())) == "ok");
  BOOST_TEST(codes_without_registers(put_consent(centre, anna())) == "MH2.INPUT.2");
}

BOOST_AUTO_TEST_SUITE_END()
