#include <algorithm>

#include "gateway/decision/access.hpp"

namespace sluis::decision {
namespace {

bool may_read(std::string_view cell) {
  return cell == "RW" || cell == "R" || cell == "r";
}

bool may(std::string_view cell, std::string_view action) {
  return action == "write" ? cell == "RW" : action == "read" && may_read(cell);
}

model::EvidenceItem row(std::string_view category, std::string_view role, std::string_view cell) {
  const std::string name(category);
  return {"matrix", name, 0, "", "", name + " | " + std::string(role) + " | " + std::string(cell.empty() ? "-" : cell)};
}

model::RuleOutcome judge_list(const Access& access, std::string rule, std::string open, std::string closed) {
  const auto readable = readable_categories(access);
  if (readable.empty()) return fail(std::move(rule), std::move(closed));
  std::vector<model::EvidenceItem> evidence;
  for (const auto& category : readable)
    evidence.push_back(row(category, access.role(), access.policy.access(category, access.role())));
  return pass(std::move(rule), std::move(open), std::move(evidence));
}

}  // namespace

std::vector<std::string> readable_categories(const Access& access) {
  std::vector<std::string> readable;
  for (const auto& [category, cells] : access.policy.matrix) {
    const bool wanted =
        access.categories.empty() || std::ranges::find(access.categories, category) != access.categories.end();
    if (wanted && may_read(access.policy.access(category, access.role()))) readable.push_back(category);
  }
  return readable;
}

// Profession against kind of document; denied unless listed (audit-and-access.md section 4).
model::RuleOutcome matrix_rule(const Access& access) {
  constexpr auto rule = "matrix";
  if (access.role().empty()) return fail(rule, "matrix_no_role");
  if (access.list) return judge_list(access, rule, "matrix_allows_some", "matrix_denies");
  if (access.categories.empty()) return fail(rule, "matrix_no_category");
  const auto& category = access.categories.front();
  const auto cell = access.policy.access(category, access.role());
  if (!may(cell, access.action)) return fail(rule, "matrix_denies", {row(category, access.role(), cell)});
  return pass(rule,
              access.action == "write" ? "matrix_writes"
              : cell == "r"            ? "matrix_reads_reduced"
                                       : "matrix_reads",
              {row(category, access.role(), cell)});
}

// The patient's own view. A single document marked PatientAccess = no is left out where the references are merged
// (rulings R29).
model::RuleOutcome patient_access_rule(const Access& access) {
  constexpr auto rule = "patient_access";
  if (!access.for_himself) return fail(rule, "patient_access_closed");
  if (access.list) return judge_list(access, rule, "patient_access_open", "patient_access_closed");
  if (access.categories.empty()) return fail(rule, "matrix_no_category");
  const auto& category = access.categories.front();
  const auto cell = access.policy.access(category, access.role());
  return may(cell, access.action) ? pass(rule, "patient_access_open", {row(category, access.role(), cell)})
                                  : fail(rule, "patient_access_closed", {row(category, access.role(), cell)});
}

}  // namespace sluis::decision
