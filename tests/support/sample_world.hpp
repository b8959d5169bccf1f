#pragma once

#include <algorithm>
#include <string>

#include "tests/support/fake_registers.hpp"

// The people of the samples and what the authentic registers say of them. All numbers are invented.
namespace sluis::test {

inline constexpr auto kAnna = "85073099833";  // adult patient with an eID
inline constexpr auto kAnnasCard = "599000001748";
inline constexpr auto kKobe = "19031299762";    // child with an ISI+ card
inline constexpr auto kNoor = "26100299674";    // new-born on 2026-11-20
inline constexpr auto kBis = "90441599772";     // BIS number, ISI+ card
inline constexpr auto kTeen = "10020299868";    // sixteen on 2026-02-02
inline constexpr auto kVictor = "48031299760";  // died 2026-06-01
inline constexpr auto kPetra = "88110599603";   // parent of Kobe, Noor and the teenager
inline constexpr auto kMark = "70021499569";    // mandatary of Anna
inline constexpr auto kGert = "72051999381";    // physician
inline constexpr auto kGertNihii = "19997638004";
inline constexpr auto kSofie = "80090999491";  // physician in the hospital
inline constexpr auto kSofieNihii = "19997737580";
inline constexpr auto kNele = "91012399242";  // nurse
inline constexpr auto kNeleNihii = "49997131401";
inline constexpr auto kPiet = "79120199143";  // pharmacist, holder of the pharmacy
inline constexpr auto kPietNihii = "29996160001";
inline constexpr auto kKim = "87060699812";  // physiotherapist
inline constexpr auto kKimNihii = "59997567001";
inline constexpr auto kHospital = "71099911";
inline constexpr auto kPharmacy = "20999609";

inline model::Ssin ssin(const std::string& text) {
  return model::Ssin::parse(text).value();
}
inline core::Date date(const std::string& text) {
  return core::parse_date(text).value();
}
inline core::Instant instant(const std::string& text) {
  return core::parse_instant(text).value();
}

inline model::Person person(const std::string& number, const std::string& birth, const std::string& scheme = {},
                            const std::string& card = {}) {
  model::Person made{ssin(number), "First", "Family", date(birth), std::nullopt, {}};
  if (!card.empty()) made.cards.emplace_back(scheme, card);
  return made;
}

inline model::Provider provider(const std::string& number, const std::string& nihii, const std::string& category,
                                const std::string& first_name = "First", const std::string& family_name = "Family") {
  return {ssin(number), first_name, family_name, {{model::Nihii::parse(nihii).value(), category}}};
}

inline void fill(FakeRegisters& registers) {
  registers.add(person(kAnna, "1985-07-30", "EID-CARDNO", kAnnasCard));
  registers.add(person(kKobe, "2019-03-12", "ISI-CARDNO", "0000000001"));
  registers.add(person(kNoor, "2026-10-02"));
  registers.add(person(kBis, "1990-04-15", "ISI-CARDNO", "0000000001"));
  registers.add(person(kTeen, "2010-02-02", "EID-CARDNO", "599000002051"));
  auto victor = person(kVictor, "1948-03-12", "EID-CARDNO", "599000002455");
  victor.death = date("2026-06-01");
  registers.add(std::move(victor));
  registers.add(provider(kGert, kGertNihii, "persphysician", "Gert", "Huisarts"));
  registers.add(provider(kSofie, kSofieNihii, "persphysician", "Sofie", "Specialist"));
  registers.add(provider(kNele, kNeleNihii, "persnurse", "Nele", "Verpleger"));
  registers.add(provider(kPiet, kPietNihii, "perspharmacist", "Piet", "Apotheker"));
  registers.add(provider(kKim, kKimNihii, "persphysiotherapist", "Kim", "Kinesist"));
  using model::OrganisationScheme;
  registers.add(
      model::Organisation{"orghospital", "Testziekenhuis", {{OrganisationScheme::Nihii, kHospital}}, "", {kSofie}, ""});
  registers.add(
      model::Organisation{"orgpharmacy", "Testapotheek", {{OrganisationScheme::Nihii, kPharmacy}}, kPiet, {kPiet}, ""});
  for (const auto* child : {kKobe, kNoor, kTeen}) registers.add(child, kPetra, model::Relation{"parent", {}, {}, {}});
  registers.add(kAnna, kMark, model::Relation{"mandate", {}, date("2026-01-01"), date("2027-12-31")});
}

}  // namespace sluis::test
