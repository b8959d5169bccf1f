#include "adapters/simulator_kit/invention.hpp"

#include <algorithm>
#include <array>

#include "adapters/simulator_kit/hubs.hpp"
#include "adapters/simulator_kit/invented_numbers.hpp"

namespace sluis::sandbox {
namespace {

constexpr std::array<std::string_view, 16> kWomen = {"Amara", "Bente", "Celia", "Dorine", "Elke",  "Fien",  "Greet", "Hanne",
                                                     "Ines",  "Jolien", "Klara", "Lore",  "Marit", "Noortje", "Rania", "Yasmina"};
constexpr std::array<std::string_view, 16> kMen = {"Arne", "Bilal", "Cedric", "Daan", "Emiel", "Ferre", "Gilles", "Hugo",
                                                   "Ilias", "Joren", "Kamiel", "Lowie", "Mats", "Niels", "Ruben", "Stan"};
constexpr std::array<std::string_view, 20> kStarts = {"Duin",  "Water", "Kastel", "Molen", "Linde", "Bever", "Klooster",
                                                      "Zomer", "Winter", "Noorder", "Zuider", "Heide", "Vlier", "Rogge",
                                                      "Haver", "Appel", "Steen", "Wilgen", "Kouter", "Meers"};
constexpr std::array<std::string_view, 20> kEnds = {"meer", "val",  "berg", "brug", "hoek", "laan", "poort", "veld", "dam",  "gaard",
                                                    "kamp", "rode", "stal", "beek", "donk", "hout", "akker", "wal",  "mans", "mole"};

struct Profession {
  std::string_view category;
  char digit;
  std::string_view competence;
  int one_in;  // of those providers that are left when the professions before have had theirs
};
// The last one takes who is left.
constexpr std::array<Profession, 15> kProfessions = {{{"persnurse", '4', "401", 3},
                                                      {"perspharmacist", '2', "001", 6},
                                                      {"persdentist", '3', "001", 7},
                                                      {"persphysiotherapist", '5', "001", 5},
                                                      {"persmidwife", '4', "001", 12},
                                                      {"persclinicalpsychologist", '7', "001", 12},
                                                      {"perslogopedist", '6', "001", 14},
                                                      {"persaudician", '6', "002", 30},
                                                      {"persdietician", '6', "003", 30},
                                                      {"persoccupationaltherapist", '6', "004", 30},
                                                      {"perspodologist", '6', "005", 30},
                                                      {"persorthoptist", '6', "006", 40},
                                                      {"perstrussmaker", '6', "007", 40},
                                                      {"persaudiologist", '6', "008", 40},
                                                      {"persphysician", '1', "004", 1}}};

struct Place {
  std::string_view category, name, kind;  // kind: first digits of its number
  int persons;                            // one for so many
};
constexpr std::array<Place, 7> kPlacesMade = {{{"orghospital", "Ziekenhuis", "71", 8000},
                                               {"orgpharmacy", "Apotheek", "20", 2000},
                                               {"groupofnurses", "Thuisverpleging", "94", 5000},
                                               {"orgprimaryhealthcarecenter", "Wijkgezondheidscentrum", "81", 10000},
                                               {"guardpost", "Wachtpost", "80", 20000},
                                               {"orglaboratory", "Laboratorium", "82", 12000},
                                               {"orgretirementhome", "Woonzorgcentrum", "73", 6000}}};

constexpr std::array<std::string_view, 7> kHubCategories = {"sumehr", "labresult", "contactreport", "dischargereport",
                                                            "result", "medicalimagingresult", "referral"};

class Inventor final {
 public:
  Inventor(std::size_t persons, std::uint64_t seed) : persons_(persons), dice_(seed), world_(built_in_world()) {}

  World invent() {
    while (world_.persons.size() < persons_) family();
    const auto adults = adults_;
    for (std::size_t i = 0; i < adults.size(); i += 1 + static_cast<std::size_t>(dice_.below(60))) provider(adults[i]);
    for (const auto& place : kPlacesMade) places(place);
    mutualities();
    for (const auto person : made_) care(person);
    return std::move(world_);
  }

 private:
  using Index = std::size_t;

  std::string family_name() {
    const std::string start(dice_.one_of(kStarts));  // draws stand in statements of their own: their order is the world's
    return start + std::string(dice_.one_of(kEnds));
  }

  Index person(int age, const std::string& family) {
    const bool female = dice_.one_in(2);
    auto birth = core::add_days(world_.base, -(age * 365 + age / 4 + dice_.from_to(1, 364)));
    Person p;
    p.ssin = numbers_.ssin(birth, female);
    p.first = female ? dice_.one_of(kWomen) : dice_.one_of(kMen);
    p.family = family;
    p.birth = birth;
    if (age >= 12 || dice_.one_in(2)) {
      p.cards[age >= 12 ? "EID-CARDNO" : "ISI-CARDNO"] = age >= 12 ? numbers_.eid_card() : numbers_.isi_card();
    }
    if (age > 60 && dice_.one_in(60)) p.death = core::add_days(world_.base, -dice_.from_to(1, 700));
    world_.persons.push_back(std::move(p));
    made_.push_back(world_.persons.size() - 1);
    return made_.back();
  }

  bool room() const { return world_.persons.size() < persons_; }

  // One or two adults with the children of their age, or people of whom somebody else takes care.
  void family() {
    const auto name = family_name();
    const auto age = dice_.from_to(20, 94);
    const auto first = person(age, name);
    std::vector<Index> adults = {first};
    if (room() && !dice_.one_in(3)) {
      const auto other = family_name();
      adults.push_back(person(std::clamp(age + dice_.from_to(-6, 6), 20, 98), other));
    }
    const auto children = age <= 62 ? dice_.below(4) : 0;
    for (int i = 0; i < children && room(); ++i) {
      const auto child = person(dice_.from_to(0, std::max(0, std::min(25, age - 19))), name);
      for (const auto parent : adults) represents("parent", child, parent);
    }
    if (age > 70 && dice_.one_in(12) && !adults_.empty()) represents("administrator", first, helper());
    if (age > 50 && dice_.one_in(15) && !adults_.empty()) represents("mandate", first, helper());
    if (room() && dice_.one_in(200)) {
      const auto other = family_name();
      represents("guardian", person(dice_.from_to(3, 17), other), first);
    }
    for (const auto adult : adults) {
      if (age < 66 && !world_.persons[adult].death) adults_.push_back(adult);
    }
  }

  Index helper() { return adults_[static_cast<Index>(dice_.below(static_cast<int>(adults_.size())))]; }

  void represents(std::string kind, Index represented, Index representative) {
    const bool by_court_or_will = kind != "parent";
    const auto from = core::add_days(world_.base, -dice_.from_to(10, 900));
    const bool ends = kind == "mandate";
    world_.representation.push_back({std::move(kind), world_.persons[represented].ssin, world_.persons[representative].ssin,
                                     std::nullopt, by_court_or_will ? std::optional(from) : std::nullopt,
                                     ends ? std::optional(core::add_days(from, 1500)) : std::nullopt});
  }

  void provider(Index adult) {
    const auto turn = world_.providers.size();  // the first ones take each profession once, so that none is missing
    const auto* profession = kProfessions.data() + turn % kProfessions.size();
    if (turn > 2 * kProfessions.size()) {
      profession = std::find_if(kProfessions.begin(), kProfessions.end(), [&](const auto& p) { return dice_.one_in(p.one_in); });
    }
    const bool specialist = profession->category == "persphysician" && dice_.one_in(2);
    const auto number = numbers_.person_nihii(profession->digit, specialist ? "580" : profession->competence);
    if (number.empty()) return;
    const auto& p = world_.persons[adult];
    world_.providers.push_back({p.ssin, p.first, p.family, {{number, std::string(profession->category)}}});
    if (profession->category == "perspharmacist") pharmacists_.push_back(p.ssin);
    if (profession->category != "persphysician") return;
    (specialist ? specialists_ : physicians_).push_back(world_.providers.size() - 1);
  }

  void places(const Place& place) {
    for (std::size_t i = 0; i <= persons_ / static_cast<std::size_t>(place.persons); ++i) {
      Organisation o;
      o.category = place.category;
      o.name = std::string(place.name) + " " + family_name();
      o.nihii = numbers_.organisation_nihii(place.kind);
      if (o.nihii.empty()) return;
      for (int staff = dice_.from_to(1, 4); staff > 0 && !adults_.empty(); --staff) o.staff_ssin.push_back(world_.persons[helper()].ssin);
      if (place.category == "orgpharmacy" && !pharmacists_.empty()) {
        o.holder_ssin = pharmacists_[i % pharmacists_.size()];
        o.staff_ssin = {o.holder_ssin};
        pharmacies_.push_back(o.nihii);
      }
      world_.organisations.push_back(std::move(o));
    }
  }

  void mutualities() {
    for (int i = 0; i < 5; ++i) {
      Organisation o;
      o.category = "orginsurance";
      o.name = "Mutualiteit " + family_name();
      o.cbe = numbers_.cbe();
      if (!adults_.empty()) o.staff_ssin = {world_.persons[helper()].ssin};
      world_.organisations.push_back(std::move(o));
    }
    world_.organisations.push_back({"orgpublichealth", "Platform " + family_name(), "", "", numbers_.ehp(), "", {}, ""});
  }

  // Who has the global medical file of a person, and what was written about him or her.
  void care(Index index) {
    const auto& person = world_.persons[index];
    if (physicians_.empty()) return;
    const auto& gp = world_.providers[physicians_[index % physicians_.size()]];
    const auto gp_number = gp.nihii.front().number;
    if (!dice_.one_in(4)) {
      world_.gmd.push_back({person.ssin, gp.ssin, gp_number, core::add_days(world_.base, -dice_.from_to(30, 1500))});
    }
    const auto& hubs = hub_identities();
    const auto home = static_cast<std::size_t>(dice_.below(static_cast<int>(hubs.size())));
    const std::array anywhere{hubs[0], hubs[1], hubs[3], hubs[4]};
    for (int left = dice_.below(4); left > 0; --left) {
      const auto& hub = dice_.one_in(6) ? dice_.one_of(anywhere) : hubs[home];
      if (!hub.vitalink) report(person.ssin, hub, gp_number);
    }
    const auto age = static_cast<int>(world_.base.year()) - static_cast<int>(person.birth.year());
    const auto vault = "/subject/" + person.ssin;
    if (age > 65 || dice_.one_in(8)) keep({vault + "/medication-scheme", "vitalinkuri", person.ssin, "medicationscheme", kVitalink, gp_number, true});
    if (age < 19 || dice_.one_in(5)) keep({vault + "/vaccination/1/1", "vitalinkuri", person.ssin, "vaccination", kVitalink, gp_number, true});
    if (!pharmacies_.empty() && dice_.one_in(2)) {
      keep({"pd-" + std::to_string(++documents_), "PCDH", person.ssin, "productdelivery", kDossier,
            pharmacies_[index % pharmacies_.size()], true});
    }
  }

  void report(const std::string& patient, const HubIdentity& hub, const std::string& gp_number) {
    const auto& category = dice_.one_of(kHubCategories);
    auto author = gp_number;
    if (category != "sumehr" && !specialists_.empty()) {
      const auto& all = specialists_;
      author = world_.providers[all[static_cast<Index>(dice_.below(static_cast<int>(all.size())))]].nihii.front().number;
    }
    keep({"n" + std::to_string(hub.number) + "-" + std::to_string(++documents_), hub.sl, patient, std::string(category), hub.number,
          author, !dice_.one_in(12)});
  }

  void keep(StoredDocument document) { world_.documents.push_back(std::move(document)); }

  std::size_t persons_;
  Dice dice_;
  InventedNumbers numbers_;
  World world_;
  std::vector<Index> made_, adults_, physicians_, specialists_;
  std::vector<std::string> pharmacists_, pharmacies_;
  std::size_t documents_ = 0;
};

}  // namespace

World invented_world(std::size_t persons, std::uint64_t seed) {
  auto built_in = built_in_world();
  if (persons <= built_in.persons.size()) return built_in;
  return Inventor(persons, seed).invent();
}

}  // namespace sluis::sandbox
