// The sandbox's own people. Every number is invented (counters and series that are not handed out), with right check
// digits.
#include "adapters/simulator_kit/world.hpp"

namespace sluis::sandbox {
namespace {

constexpr auto kAnna = "85073099833";
constexpr auto kKobe = "19031299762";
constexpr auto kBis = "90441599772";
constexpr auto kPetra = "88110599603";
constexpr auto kGert = "72051999381";
constexpr auto kSofie = "80090999491";
constexpr auto kLien = "68010199720";
constexpr auto kNele = "91012399242";
constexpr auto kPiet = "79120199143";
constexpr auto kSecondPharmacist = "93030399714";
constexpr auto kClerk = "76080899826";
constexpr auto kInsurerPhysician = "70030399716";
constexpr auto kInsurerClerk = "85050599890";
constexpr auto kMutuality = "0411882388";

Date day(int y, unsigned m, unsigned d) {
  return {std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

Person with_eid(std::string ssin, std::string first, std::string family, Date birth, std::string card) {
  return {std::move(ssin), std::move(first), std::move(family), birth, std::nullopt, {{"EID-CARDNO", std::move(card)}}};
}

Person with_isi(std::string ssin, std::string first, std::string family, Date birth, std::string card) {
  return {std::move(ssin), std::move(first), std::move(family), birth, std::nullopt, {{"ISI-CARDNO", std::move(card)}}};
}

Person died(Person person, Date death) {
  person.death = death;
  return person;
}

std::vector<Person> persons() {
  return {
      with_eid(kAnna, "Anna", "Testpersoon", day(1985, 7, 30), "599000001748"),
      with_isi(kKobe, "Kobe", "Testkind", day(2019, 3, 12), "0000000001"),
      {"26100299674", "Noor", "Testbaby", day(2026, 10, 2), std::nullopt, {}},
      with_isi(kBis, "Bis", "Nummer", day(1990, 4, 15), "0000000001"),
      with_eid("70010108997", "Jan", "Restnul", day(1970, 1, 1), "599000006697"),
      with_eid("10020299868", "Tine", "Testtiener", day(2010, 2, 2), "599000002051"),
      {"08022999790", "Leo", "Schrikkel", day(2008, 2, 29), std::nullopt, {{"EID-CARDNO", "599000002152"}}},
      with_isi("15050599708", "Wout", "Voogdkind", day(2015, 5, 5), "0000000002"),
      with_eid("39050599894", "Maria", "Testoma", day(1939, 5, 5), "599000002253"),
      with_eid("95010199804", "Eva", "Zondertoestemming", day(1995, 1, 1), "599000002354"),
      died(with_eid("48031299760", "Victor", "Overledene", day(1948, 3, 12), "599000002455"), day(2026, 6, 1)),
      died(with_eid("55010199837", "Rita", "Laterdood", day(1955, 1, 1), "599000002556"), day(2026, 12, 24)),
      with_eid(kPetra, "Petra", "Ouder", day(1988, 11, 5), "599000002657"),
      with_eid("86041799538", "Pieter", "Ouder", day(1986, 4, 17), "599000002758"),
      with_eid("70021499569", "Mark", "Mandataris", day(1970, 2, 14), "599000002859"),
      with_eid("90090999707", "Veerle", "Voogd", day(1990, 9, 9), "599000002960"),
      with_eid(kGert, "Gert", "Huisarts", day(1972, 5, 19), "599000003061"),
      with_eid(kSofie, "Sofie", "Specialist", day(1980, 9, 9), "599000003162"),
      with_eid(kLien, "Lien", "Praktijk", day(1968, 1, 1), "599000003263"),
      with_eid(kNele, "Nele", "Verpleger", day(1991, 1, 23), "599000003364"),
      with_eid(kPiet, "Piet", "Apotheker", day(1979, 12, 1), "599000003465"),
      with_eid(kSecondPharmacist, "Amir", "Adjunct", day(1993, 3, 3), "599000003566"),
      with_eid(kClerk, "Karin", "Onthaal", day(1976, 8, 8), "599000003667"),
      with_eid(kInsurerPhysician, "Dirk", "Adviserend", day(1970, 3, 3), "599000003768"),
      with_eid(kInsurerClerk, "Lotte", "Loket", day(1985, 5, 5), "599000003869"),
      with_eid("83021499749", "Bram", "Tandarts", day(1983, 2, 14), "599000003970"),
      with_eid("87060699812", "Kim", "Kinesist", day(1987, 6, 6), "599000004071"),
      with_eid("89090999684", "Mia", "Vroedvrouw", day(1989, 9, 9), "599000004172"),
      with_eid("82020299601", "Pol", "Psycholoog", day(1982, 2, 2), "599000004273"),
      with_eid("88030399805", "Ward", "Thuiszorg", day(1988, 3, 3), "599000004374"),
  };
}

std::vector<Provider> providers() {
  return {
      {kGert, "Gert", "Huisarts", {{"19997638004", "persphysician"}}},
      {kSofie, "Sofie", "Specialist", {{"19997737580", "persphysician"}}},
      {kLien, "Lien", "Praktijk", {{"19997836004", "persphysician"}}},
      {kInsurerPhysician, "Dirk", "Adviserend", {{"19997935004", "persphysician"}}},
      {kNele, "Nele", "Verpleger", {{"49997131401", "persnurse"}}},
      {"88030399805", "Ward", "Thuiszorg", {{"49997659401", "persnurse"}}},
      {kPiet, "Piet", "Apotheker", {{"29996160001", "perspharmacist"}}},
      {kSecondPharmacist, "Amir", "Adjunct", {{"29996259001", "perspharmacist"}}},
      {"83021499749", "Bram", "Tandarts", {{"39997553001", "persdentist"}}},
      {"87060699812", "Kim", "Kinesist", {{"59997567001", "persphysiotherapist"}}},
      {"89090999684", "Mia", "Vroedvrouw", {{"49997263001", "persmidwife"}}},
      {"82020299601", "Pol", "Psycholoog", {{"79997581001", "persclinicalpsychologist"}}},
  };
}

std::vector<Organisation> organisations() {
  return {
      {"orghospital", "Testziekenhuis", "71099911", "", "", "", {kSofie, kClerk}, ""},
      {"orghospital", "Tweede Testziekenhuis", "71099812", "", "", "", {}, ""},
      {"orgpharmacy", "Testapotheek", "20999609", "", "", kPiet, {kPiet, kSecondPharmacist}, ""},
      {"orgpharmacy", "Stationsapotheek", "20999510", "", "", kSecondPharmacist, {kSecondPharmacist}, ""},
      {"groupofnurses", "Testgroep Thuisverpleging", "94000126", "", "", "", {kNele, "88030399805"}, ""},
      {"orgprimaryhealthcarecenter", "Testwijkgezondheidscentrum", "81000146", "", "", "", {kLien}, ""},
      {"orginsurance", "Testmutualiteit", "", kMutuality, "", "", {kInsurerPhysician, kInsurerClerk}, ""},
      {"orgpublichealth", "Testrekencentrum", "", "0876543270", "", "", {}, kMutuality},
      {"orgpublichealth", "eHealth-platform", "", "0809394427", "", "", {}, ""},
      {"orgpublichealth", "Testplatform", "", "", "1990999927", "", {}, ""},
  };
}

std::vector<Representation> representation() {
  using Scope = std::vector<std::string>;
  return {
      {"parent", kKobe, kPetra, std::nullopt, std::nullopt, std::nullopt},
      {"parent", kKobe, "86041799538", std::nullopt, std::nullopt, std::nullopt},
      {"parent", "26100299674", kPetra, std::nullopt, std::nullopt, std::nullopt},
      {"parent", "10020299868", kPetra, std::nullopt, std::nullopt, std::nullopt},
      {"parent", "08022999790", kPetra, std::nullopt, std::nullopt, std::nullopt},  // came of age
      {"guardian", "15050599708", "90090999707", std::nullopt, day(2024, 3, 1), std::nullopt},
      {"administrator", "39050599894", "90090999707", std::nullopt, day(2025, 1, 1), std::nullopt},
      {"mandate", kAnna, "70021499569", std::nullopt, day(2026, 1, 1), day(2027, 12, 31)},
      {"mandate", "39050599894", "70021499569", Scope{"consent", "read"}, day(2026, 1, 1), day(2026, 12, 31)},
      {"mandate", "70010108997", "70021499569", std::nullopt, day(2024, 1, 1), day(2025, 12, 31)},
      {"mandate", "95010199804", "70021499569", std::nullopt, day(2026, 1, 1), day(2026, 11, 19)},  // until yesterday
  };
}

std::string scheme_of(const std::string& ssin) {
  return "/subject/" + ssin + "/medication-scheme";
}
std::string vaccine_of(const std::string& ssin) {
  return "/subject/" + ssin + "/vaccination/1/1";
}

std::vector<StoredDocument> documents() {
  constexpr auto gert = "19997638004";
  constexpr auto sofie = "19997737580";
  constexpr auto lien = "19997836004";
  constexpr auto pharmacy = "20999609";
  return {
      {"7d1a0000-0001-4000-8000-000000000001", "HUBAID", kAnna, "sumehr", 1, gert, true},
      {"7d1a0000-0002-4000-8000-000000000002", "HUBAID", kAnna, "labresult", 1, sofie, true},
      {"7d1a0000-0003-4000-8000-000000000003", "HUBAID", kAnna, "labresult", 1, gert, false},
      {"7d1a0000-0004-4000-8000-000000000004", "HUBAID", kAnna, "contactreport", 1, lien, true},
      // The same document, known to the second hub as well.
      {"7d1a0000-0002-4000-8000-000000000002", "HUBAID", kAnna, "labresult", 2, sofie, true},
      {"b2-2026-0001", "HUBBID", kAnna, "dischargereport", 2, sofie, true},
      {"b2-2026-0002", "HUBBID", kAnna, "result", 2, sofie, true},
      {scheme_of(kAnna), "vitalinkuri", kAnna, "medicationscheme", 3, gert, true},
      {vaccine_of(kAnna), "vitalinkuri", kAnna, "vaccination", 3, gert, true},
      {"0d000000-0001-4000-8000-000000000001", "PCDH", kAnna, "productdelivery", 4, pharmacy, true},
      {"7d1a0000-0011-4000-8000-000000000011", "HUBAID", kKobe, "labresult", 1, lien, true},
      {vaccine_of(kKobe), "vitalinkuri", kKobe, "vaccination", 3, lien, true},
      {"b2-2026-0011", "HUBBID", kBis, "contactreport", 2, lien, true},
      {"7d1a0000-0021-4000-8000-000000000021", "HUBAID", "39050599894", "sumehr", 1, gert, true},
      {"b2-2026-0021", "HUBBID", "39050599894", "dischargereport", 2, sofie, true},
      {scheme_of("39050599894"), "vitalinkuri", "39050599894", "medicationscheme", 3, gert, true},
      {"0d000000-0021-4000-8000-000000000021", "PCDH", "39050599894", "productdelivery", 4, pharmacy, true},
      {"7d1a0000-0031-4000-8000-000000000031", "HUBAID", "95010199804", "labresult", 1, sofie, true},
      {"b2-2026-0041", "HUBBID", "48031299760", "dischargereport", 2, sofie, true},
      {"c5-2026-0001", "HUBCID", "70010108997", "contactreport", 5, lien, true},
      {"c5-2026-0002", "HUBCID", "10020299868", "labresult", 5, gert, true},
      {"d6-2026-0001", "HUBDID", "70010108997", "dischargereport", 6, sofie, true},
      {"d6-2026-0002", "HUBDID", "86041799538", "labresult", 6, sofie, true},
  };
}

}  // namespace

World built_in_world() {
  World world;
  world.base = day(2026, 11, 20);
  world.persons = persons();
  world.providers = providers();
  world.organisations = organisations();
  world.representation = representation();
  world.gmd = {{kAnna, kGert, "19997638004", day(2026, 1, 5)}, {kKobe, kLien, "19997836004", day(2025, 2, 1)}};
  world.documents = documents();
  return world;
}

}  // namespace sluis::sandbox
