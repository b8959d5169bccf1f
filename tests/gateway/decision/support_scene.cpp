#include "tests/gateway/decision/support_scene.hpp"

#include <map>
#include <stdexcept>

namespace sluis::test {
namespace {

const std::map<std::string, Persona> kPeople{
    {"gert", {kGert, kGertNihii, "persphysician"}},      {"sofie", {kSofie, kSofieNihii, "persphysician"}},
    {"nele", {kNele, kNeleNihii, "persnurse"}},          {"piet", {kPiet, kPietNihii, "perspharmacist"}},
    {"kim", {kKim, kKimNihii, "persphysiotherapist"}},   {"hanne", {"83041799671", "29997832001", "perspharmacist"}},
    {"dirk", {"75090599508", "39997927001", "persdentist"}}, {"mia", {"92022099461", "49998022001", "persmidwife"}},
    {"pam", {"86061199835", "79998117001", "persclinicalpsychologist"}},
    {"nora", {"89030199688", "49998212001", "persnurse"}}, {"lot", {"94072299478", "69998307001", "perslogopedist"}},
    {"anna", {kAnna, "", "patient"}},                    {"kobe", {kKobe, "", "patient"}},
    {"teen", {kTeen, "", "patient"}},                    {"petra", {kPetra, "", "patient"}},
    {"mark", {kMark, "", "patient"}},                    {"stan", {"81121299344", "", "patient"}},
};

// Check digits are made here, so that the numbers above need no more than six digits of their own.
std::string with_check(const std::string& nihii) {
  if (nihii.size() < 11) return nihii;
  const auto body = std::stol(nihii.substr(0, 6));
  auto check = std::to_string(97 - body % 97);
  if (check.size() < 2) check = "0" + check;
  return nihii.substr(0, 6) + check + nihii.substr(8);
}

struct Place {
  std::string category;
  std::string number;
  std::vector<std::string> staff;
};

const std::map<std::string, Place> kPlaces{
    {"hospital", {"orghospital", kHospital, {"sofie", "hanne"}}},
    {"pharmacy", {"orgpharmacy", kPharmacy, {"piet"}}},
    {"psychiatry", {"deptpsychiatry", with_check("71999800000").substr(0, 8), {"nora", "pam"}}},
};

std::string word(const std::vector<std::string>& words, std::size_t at, const std::string& otherwise = {}) {
  return at < words.size() && words[at] != "-" ? words[at] : otherwise;
}

std::optional<core::Date> day(const std::vector<std::string>& words, std::size_t at) {
  const auto text = word(words, at);
  return text.empty() ? std::optional<core::Date>{} : date(text);
}

model::Declaration act(const std::string& at) {
  model::Declaration declaration;
  declaration.at = instant(at);
  return declaration;
}

std::optional<model::Declaration> act_or_none(const std::vector<std::string>& words, std::size_t at) {
  const auto text = word(words, at);
  return text.empty() ? std::optional<model::Declaration>{} : act(text);
}

decision::Names several(const std::string& cell) {
  decision::Names names;
  if (cell == "*") return names;
  for (auto& name : core::split(cell, '+')) names.insert(std::move(name));
  return names;
}

}  // namespace

Persona persona(const std::string& name) {
  const auto found = kPeople.find(name);
  if (found == kPeople.end()) throw std::runtime_error("nobody is called " + name);
  auto made = found->second;
  made.nihii = made.nihii.empty() ? "" : with_check(made.nihii);
  return made;
}

model::Party party_of(const std::string& name) {
  if (const auto place = kPlaces.find(name); place != kPlaces.end()) {
    model::Party party;
    party.category = place->second.category;
    party.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, place->second.number};
    return party;
  }
  if (kPeople.contains(name)) return person_party(persona(name).ssin, persona(name).category);
  model::Party role;  // a CD-HCPARTY alone: everybody of that role
  role.category = name;
  return role;
}

Scene::Scene(const core::Table& table, const core::Table::Row& row, const decision::Policy& tables) : policy(tables) {
  const auto cell = [&](std::string_view name) { return table.cell(row, name) == "-" ? "" : table.cell(row, name); };
  for (const auto& [name, who] : kPeople) {
    if (!who.nihii.empty()) providers.push_back(provider(who.ssin, with_check(who.nihii), who.category));
  }
  for (const auto& [name, place] : kPlaces) {
    model::Organisation made{place.category, name, {{model::OrganisationScheme::Nihii, place.number}}, "", {}, ""};
    for (const auto& staff : place.staff) made.staff_ssin.push_back(persona(staff).ssin);
    organisations.push_back(std::move(made));
  }
  const auto patient_cell = cell("patient");
  question.patient = kPeople.contains(patient_cell) ? persona(patient_cell).ssin : patient_cell;
  persons.push_back(person(kKobe, "2019-03-12"));
  persons.push_back(person(kTeen, "2010-02-02"));
  read_caller(cell("caller"));
  question.source = cell("source");
  question.category = cell("category");
  question.action = cell("action");
  if (cell("at") != "now") question.at = instant(cell("at"));
  if (!cell("glass").empty()) question.break_the_glass = cell("glass");
  for (const auto& token : core::split(cell("state"), ' ')) {
    if (token.empty()) continue;
    const auto equals = token.find('=');
    read_state(token.substr(0, equals), equals == std::string::npos ? std::vector<std::string>{}
                                                                    : core::split(token.substr(equals + 1), ','));
  }
}

// NAME asks himself; NAME!OTHER says to be another; NAME@PLACE stands behind the counter whose token it is; NAME+PLACE
// says to work there; NAME/CATEGORY claims this profession.
void Scene::read_caller(const std::string& cell) {
  const auto mark = cell.find_first_of("!@+/");
  const auto name = cell.substr(0, mark);
  const auto rest = mark == std::string::npos ? std::string{} : cell.substr(mark + 1);
  const auto kind = mark == std::string::npos ? ' ' : cell[mark];
  const auto who = persona(name);
  question.caller = {who.ssin, who.nihii, who.category, ""};
  token = who.nihii.empty() ? citizen(who.ssin) : professional(who.ssin, who.nihii, who.category);
  if (kind == '!' && kPeople.contains(rest)) {
    const auto other = persona(rest);
    question.caller = {other.ssin, other.nihii, other.category, ""};
  } else if (kind == '!') {
    question.caller.ssin = rest;
  } else if (kind == '@') {
    token = organisation(kPlaces.at(rest).number, kPlaces.at(rest).category);
    question.caller.organisation = kPlaces.at(rest).number;
  } else if (kind == '+') {
    question.caller.organisation = kPlaces.at(rest).number;
  } else if (kind == '/') {
    question.caller.category = rest;
  }
}

void Scene::read_registration(const std::string& name, const std::vector<std::string>& words) {
  const auto owner = model::Ssin::parse(question.patient).value_or(ssin(kAnna));
  if (name == "consent") {
    const auto declared = act(word(words, 0, "2026-03-02T09:00:00Z"));
    file.consents.push_back({"consent-" + std::to_string(file.consents.size() + 1), 1, owner, "", "", "retrospective",
                             core::brussels_date(declared.at), {}, {}, declared, act_or_none(words, 1)});
  } else if (name == "link") {
    const auto start = word(words, 1, "2026-11-01");
    file.links.push_back({"link-" + std::to_string(file.links.size() + 1), 1, owner, "", "", party_of(words.at(0)),
                          "gpconsultation", date(start), date(word(words, 2, "2028-02-01")), "",
                          act(word(words, 3, start + "T08:00:00Z")), act_or_none(words, 4), day(words, 5), false, {}});
  } else if (name == "excl") {
    file.exclusions.push_back({"exclusion-" + std::to_string(file.exclusions.size() + 1), 1, owner, "", "",
                               party_of(words.at(0)), act(word(words, 1, "2026-11-01T09:00:00Z")), act_or_none(words, 2)});
  } else if (name == "right") {
    rights.push_back({"right-" + std::to_string(rights.size() + 1), 1, {"doc-1", "HUBAID", "1990000035"},
                      party_of(words.at(1)), words.at(0) == "allow", act(word(words, 2, "2026-11-02T09:00:00Z")),
                      act_or_none(words, 3)});
  } else {
    throw std::runtime_error("no state is called " + name);
  }
}

void Scene::read_state(const std::string& name, const std::vector<std::string>& words) {
  if (name == "doc" || name == "nodoc" || name == "right") question.transaction = {"doc-1", "HUBAID", "1990000035"};
  if (name == "doc") {
    model::DirectoryEntry entry;
    entry.name = *question.transaction;
    entry.category = words.at(0);
    entry.date = "2026-10-01";
    entry.patient_access = word(words, 2, "yes") == "yes";
    if (const auto author = word(words, 1); !author.empty())
      entry.authors.push_back(party("", persona(author).nihii, persona(author).category));
    if (const auto department = word(words, 3); !department.empty()) entry.authors.push_back(party("", "", department));
    document = std::move(entry);
  } else if (name == "gmd") {
    global_file = model::GlobalFile{ssin(persona(words.at(0)).ssin), {}, date(words.at(1))};
  } else if (name == "rel") {
    model::Relation relation{words.at(0), {}, day(words, 2), day(words, 3)};
    if (const auto scope = word(words, 4); !scope.empty()) relation.scope = {scope};
    relations.push_back({persona(words.at(1)).ssin, std::move(relation)});
  } else if (name == "died") {
    auto dead = person(persona(words.at(0)).ssin, "1948-03-12");
    dead.death = date(words.at(1));
    persons.push_back(std::move(dead));
  } else if (name == "noregister") {
    has_registers = false;
  } else if (name == "unregistered") {
    std::erase_if(providers, [&](const auto& one) { return one.ssin.text() == persona(words.at(0)).ssin; });
  } else if (name == "nodelib") {
    policy.deliberations.clear();
  } else if (name == "delib") {
    policy.deliberations.push_back({words.at(0), words.at(1), several(word(words, 2)), several(word(words, 3)),
                                    several(words.at(4)), day(words, 5), day(words, 6)});
  } else if (name == "glassfor") {
    policy.settings.break_the_glass_categories.insert(words.at(0));
  } else if (name == "known") {
    known_at = instant(words.at(0));
  } else if (name != "nodoc") {
    read_registration(name, words);
  }
}

core::Instant Scene::at() const { return question.at.value_or(instant("2026-11-20T09:15:00Z")); }

model::Decision Scene::decide() const {
  FakeRegistry registry;
  FakeRegisters registers;
  FakeRights kept;
  FakeDocuments documents;
  if (const auto patient = model::Ssin::parse(question.patient)) {
    registry.files[patient->text()] = file;
    if (global_file) registers.set_global_file(patient->text(), *global_file);
    for (const auto& [who, relation] : relations) registers.add(patient->text(), who, relation);
  }
  for (const auto& one : persons) registers.add(one);
  for (const auto& one : providers) registers.add(one);
  for (const auto& one : organisations) registers.add(one);
  kept.rights = rights;
  documents.entry = document;
  decision::Evidence evidence({registry, has_registers ? &registers : nullptr, nullptr, &kept, &documents},
                              instant("2026-11-20T09:15:00Z"));
  return decision::decide_question({question, token, "call-1"}, policy, known_at, evidence).value();
}

}  // namespace sluis::test
