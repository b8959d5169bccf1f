#include <algorithm>
#include <stdexcept>

#include "tests/gateway/decision/support_scene.hpp"

namespace sluis::test {
namespace {

template <class List>
bool erase_id(List& list, const std::string& id) {
  return std::erase_if(list, [&](const auto& one) { return one.id == id; }) > 0;
}

void need(bool removed, const model::EvidenceItem& item) {
  if (!removed) throw std::runtime_error("no such evidence: " + item.kind + " " + item.id);
}


}  // namespace

void Scene::remove(const model::EvidenceItem& item) {
  if (item.kind == "person") {
    token.ssin = ssin("81121299344");  // somebody else signed in
    if (token.organisation) question.caller.ssin.clear();
  } else if (item.kind == "provider") {
    need(std::erase_if(providers, [&](const auto& one) { return one.numbers.front().first.text() == item.id; }) > 0, item);
  } else if (item.kind == "organisation") {
    if (token.organisation) token.organisation->number = "71000436";
    else for (auto& one : organisations) std::erase(one.staff_ssin, question.caller.ssin);
  } else if (item.kind == "representation") {
    need(std::erase_if(relations, [&](const auto& one) { return one.relation.kind == item.detail; }) > 0, item);
  } else if (item.kind == "deliberation") {
    need(std::erase_if(policy.deliberations, [&](const auto& one) { return one.number == item.id; }) > 0, item);
  } else if (item.kind == "consent") {
    need(erase_id(file.consents, item.id), item);
  } else if (item.kind == "link" && item.id == "gmd") {
    global_file.reset();
  } else if (item.kind == "link") {
    need(erase_id(file.links, item.id), item);
  } else if (item.kind == "break_the_glass") {
    question.break_the_glass.reset();
  } else if (item.kind == "access_right") {
    need(erase_id(rights, item.id), item);
  } else if (item.kind == "document") {
    document.reset();
  } else if (item.kind == "matrix") {
    const auto parts = core::split(item.detail, '|');
    auto& rows = parts.size() == 4 ? policy.departments.at(parts[3]) : policy.matrix;
    rows.at(parts[0]).at(parts[1]) = "-";
  } else {
    throw std::runtime_error("evidence of unknown kind " + item.kind);
  }
}

void Scene::repair(const std::string& rule) {
  const auto before = at() - std::chrono::hours{24 * 40};
  const auto owner = model::Ssin::parse(question.patient).value_or(ssin(kAnna));
  model::Declaration done;
  done.at = known_at ? std::min(*known_at, before) : before;
  if (rule == "identity") return repair_identity();
  if (rule == "patient_access") return repair_patient_access();
  if (rule == "deliberation") {
    policy.deliberations.push_back({"new", "*", {}, {question.category, document ? document->category : ""}, {question.action}, {}, {}});
  } else if (rule == "consent") {
    file.consents = {{"new", 1, owner, "", "", "retrospective", core::brussels_date(done.at), {}, {}, done, {}}};
  } else if (rule == "exclusion") {
    file.exclusions.clear();
  } else if (rule == "link") {
    const auto day = core::brussels_date(at());
    file.links.push_back({"new", 1, owner, "", "", person_party(question.caller.ssin, question.caller.category),
                          "gpconsultation", core::add_days(day, -30), core::add_days(day, 30), "", done, {}, {}, false, {}});
  } else if (rule == "break_the_glass") {
    question.break_the_glass = "a reason of the right length";
    policy.settings.break_the_glass_categories.insert(question.caller.category);
  } else if (rule == "access_right") {
    std::erase_if(rights, [](const auto& right) { return !right.allow; });
  } else if (rule == "matrix") {
    open_matrix();
  } else {
    throw std::runtime_error("nobody can change " + rule);
  }
}

// He is the one who signed in, the registers know him, and who is no patient of his own acts for one.
void Scene::repair_identity() {
  if (!model::Ssin::parse(question.patient)) question.patient = kAnna;
  if (token.is_citizen()) {
    question.caller = {std::string(token.ssin->text()), "", "patient", ""};
    relations.push_back({token.ssin->text(), model::Relation{"mandate", {}, {}, {}}});
    persons.clear();
    has_registers = true;
    return;
  }
  if (!model::Ssin::parse(question.caller.ssin)) question.caller.ssin = kGert;
  if (!question.caller.category.starts_with("pers") || !policy.categories.contains(question.caller.category))
    question.caller.category = "persphysician";
  if (!model::Nihii::parse(question.caller.nihii)) question.caller.nihii.clear();
  const auto number = question.caller.nihii.empty() ? std::string(kGertNihii) : question.caller.nihii;
  if (token.organisation) question.caller.organisation = token.organisation->number;
  else token = professional(question.caller.ssin, number, question.caller.category);
  providers.push_back(provider(question.caller.ssin, number, question.caller.category));
}

void Scene::repair_patient_access() {
  std::erase_if(rights, [](const auto& right) { return !right.allow; });
  if (question.transaction && !document) {
    document.emplace();
    document->name = *question.transaction;
  }
  if (document) document->patient_access = true;
  open_matrix();
}

void Scene::open_matrix() {
  if (question.category.empty()) question.category = "labresult";
  auto category = question.category;
  std::string department;
  if (document) {
    if (document->category.empty()) document->category = category;
    category = document->category;
    for (const auto& author : document->authors)
      if (policy.departments.contains(author.category())) department = author.category();
  }
  const auto who = token.is_citizen() ? std::string("patient") : question.caller.category;
  policy.roles.push_back({who, "*", "anybody"});
  for (const auto& role : policy.roles) {
    policy.matrix[category][role.role] = "RW";
    if (!department.empty()) policy.departments[department][category][role.role] = "RW";
  }
}

}  // namespace sluis::test
