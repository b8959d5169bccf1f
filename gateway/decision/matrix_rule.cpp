#include <algorithm>

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

bool may_read(std::string_view cell) {
  return cell == "RW" || cell == "R" || cell == "r";
}

// Any of the categories opens the list, so they are one piece of evidence.
model::RuleOutcome judge_list(const Access& access, std::string rule, std::string open, std::string closed) {
  const auto readable = readable_categories(access);
  if (readable.empty()) return fail(std::move(rule), std::move(closed));
  Items evidence;
  for (const auto& category : readable) evidence.push_back(matrix_item(access, category, {}));
  return pass(std::move(rule), std::move(open), as_one(std::move(evidence)));
}

// Whether it is only what the hub tells of the document that opens it: the question alone names a closed category.
bool rests_on_document(const Access& access) {
  if (!access.found.document || access.categories.empty()) return access.found.document != nullptr;
  const std::string_view asked = access.categories.front();
  const bool open = access.found.right == Right::Allowed || may(access.policy.access(asked, access.role()), access.action);
  return !open || (!access.found.for_himself && !is_covered(access, asked));
}

// Without the counter behind which he stands he might have another role, and that another cell.
void note_staff(Access& access) {
  if (!access.found.staff || access.found.right == Right::Allowed) return;
  auto alone = access;
  alone.found.setting.clear();
  const auto cell = access.policy.access(access.category(), alone.role(), access.department());
  if (!may(cell, access.action) || !is_covered(alone, access.category())) access.found.staff_carries = true;
}

std::string_view opened(std::string_view action, std::string_view cell) {
  if (action == "write") return "matrix_writes";
  return cell == "r" ? "matrix_reads_reduced" : "matrix_reads";
}

}  // namespace

bool may(std::string_view cell, std::string_view action) {
  return action == "write" ? cell == "RW" : action == "read" && may_read(cell);
}

model::EvidenceItem matrix_item(const Access& access, std::string_view category, std::string_view department) {
  const auto role = access.role();
  const auto cell = access.policy.access(category, role, department);
  const std::string name(category);
  auto line = name + " | " + std::string(role) + " | " + std::string(cell.empty() ? "-" : cell);
  if (!department.empty()) line += " | " + std::string(department);
  return {"matrix", name, 0, "", "", std::move(line)};
}

std::vector<std::string> readable_categories(const Access& access) {
  std::vector<std::string> readable;
  for (const auto& [category, cells] : access.policy.matrix) {
    const bool wanted =
        access.categories.empty() || std::ranges::find(access.categories, category) != access.categories.end();
    if (!wanted || !may_read(access.policy.access(category, access.role()))) continue;
    if (access.found.for_himself || is_covered(access, category)) readable.push_back(category);
  }
  return readable;
}

namespace {

// What opens the document where the matrix is silent or closed: a right on it, or that he wrote it himself.
Items openers(const Access& access) {
  Items items;
  if (access.found.right == Right::Allowed) items = access.found.rights;
  if (access.found.is_author) items.push_back(document_item(access, "author"));
  return items;
}

model::RuleOutcome closed(const Access& access, Items evidence) {
  constexpr auto rule = "matrix";
  const auto category = access.category();
  if (access.found.right == Right::Allowed) return not_applicable(rule, "matrix_opened_by_right", std::move(evidence));
  if (access.found.is_author) return not_applicable(rule, "matrix_opened_to_author", {document_item(access, "author")});
  if (access.role().empty()) return fail(rule, "matrix_no_role");
  if (category.empty()) return fail(rule, "matrix_no_category");
  evidence.insert(evidence.begin(), matrix_item(access, category, access.department()));
  return fail(rule, "matrix_denies", std::move(evidence));
}

}  // namespace

// Profession against kind of document; denied unless listed (audit-and-access.md section 4). Where a right on the one
// document has spoken, it closes nothing any more; nor does it to who wrote the document.
model::RuleOutcome matrix_rule(Access& access) {
  constexpr auto rule = "matrix";
  if (access.list) {
    if (access.role().empty()) return fail(rule, "matrix_no_role");
    return judge_list(access, rule, "matrix_allows_some", "matrix_denies");
  }
  const auto category = access.category();
  const auto cell = access.policy.access(category, access.role(), access.department());
  Items evidence;
  if (rests_on_document(access)) evidence.push_back(document_item(access, std::string(category)));
  if (!may(cell, access.action)) return closed(access, std::move(evidence));
  note_staff(access);
  if (access.found.right != Right::Allowed || access.found.matrix_matters) {
    auto item = matrix_item(access, category, access.department());
    item.alternatives = openers(access);
    evidence.insert(evidence.begin(), std::move(item));
  }
  return pass(rule, std::string(opened(access.action, cell)), std::move(evidence));
}

// The patient's own view: what the matrix opens to patients, unless the document is marked PatientAccess = no or a right
// on it says no (rulings R29).
Result<model::RuleOutcome> patient_access_rule(Access& access) {
  constexpr auto rule = "patient_access";
  if (!access.found.for_himself) return fail(rule, "patient_access_closed");
  if (access.list) return judge_list(access, rule, "patient_access_open", "patient_access_closed");
  if (auto done = find_right(access); !done) return std::move(done).error();
  const auto& found = access.found;
  if (found.right == Right::Disallowed) return fail(rule, "access_right_disallowed", found.rights);
  if (access.transaction && !found.document) return fail(rule, "patient_access_unknown");
  if (found.document && !found.document->patient_access)
    return fail(rule, "patient_access_marked", {document_item(access, "PatientAccess no")});
  const auto category = access.category();
  if (category.empty()) return fail(rule, "matrix_no_category");
  auto item = matrix_item(access, category, access.department());
  const bool open = may(access.policy.access(category, access.role(), access.department()), access.action);
  if (!open && found.right != Right::Allowed) return fail(rule, "patient_access_closed", {std::move(item)});
  Items evidence = found.rights;
  if (open && found.matrix_matters) evidence.insert(evidence.begin(), std::move(item));
  evidence = as_one(std::move(evidence));
  if (found.document) evidence.push_back(document_item(access, "PatientAccess yes"));
  return pass(rule, "patient_access_open", std::move(evidence));
}

}  // namespace sluis::decision
