#include <algorithm>
#include <stdexcept>

#include "gateway/core/table.hpp"
#include "gateway/decision/failures.hpp"
#include "gateway/decision/policy.hpp"

namespace sluis::decision {
namespace {

using core::Table;

// Words of a cell; "-" and "*" stand for none.
Names words(const std::string& cell) {
  Names out;
  if (cell == "-" || cell == "*") return out;
  for (auto& word : core::split(cell, ' ')) {
    if (!word.empty()) out.insert(std::move(word));
  }
  return out;
}

std::string unless_dash(const std::string& cell) {
  return cell == "-" ? std::string{} : cell;
}

void load_actors(Policy& policy, const std::string& folder) {
  const auto table = Table::load(folder + "/actors.table");
  for (const auto& row : table.rows()) {
    policy.actors[table.cell(row, "service")][table.cell(row, "actor")] = words(table.cell(row, "operations"));
  }
}

Relation relation_of(const std::string& cell) {
  if (cell == "own") return Relation::Own;
  if (cell == "referral") return Relation::Referral;
  if (cell == "citizen") return Relation::Citizen;
  return cell == "read_only" ? Relation::ReadOnly : Relation::Closed;
}

bool is_declarable(const LinkType& type) {
  return type.relation != Relation::ReadOnly && type.relation != Relation::Closed;
}

void load_link_types(Policy& policy, const std::string& folder) {
  const auto types = Table::load(folder + "/link_types.table");
  for (const auto& row : types.rows()) {
    auto& type = policy.link_types[types.cell(row, "type")];
    type.relation = relation_of(types.cell(row, "relation"));
    type.authors = words(types.cell(row, "authors"));
    type.parties = words(types.cell(row, "parties"));
    type.later_start = types.cell(row, "later_start") == "yes";
  }
  const auto periods = Table::load(folder + "/link_periods.table");
  for (const auto& row : periods.rows()) {
    auto& type = policy.link_types[periods.cell(row, "type")];
    type.months = std::stoi(periods.cell(row, "months"));
    type.exact = unless_dash(periods.cell(row, "exact"));
  }
  for (const auto& [name, type] : policy.link_types) {
    if (is_declarable(type) && type.months == 0)
      throw std::runtime_error(folder + "/link_periods.table: no period for " + name);
  }
}

void load_proofs(Policy& policy, const std::string& folder) {
  const auto table = Table::load(folder + "/proof_rules.table");
  for (const auto& row : table.rows()) {
    policy.proofs[table.cell(row, "proof")] = {table.cell(row, "binary") == "mandatory",
                                               unless_dash(table.cell(row, "card")),
                                               words(table.cell(row, "sufficient_for"))};
  }
}

void load_categories(Policy& policy, const std::string& folder) {
  const auto table = Table::load(folder + "/party_categories.table");
  for (const auto& row : table.rows()) {
    const auto& kind = table.cell(row, "kind");
    policy.categories[table.cell(row, "category")] = {kind == "person"         ? PartyKind::Person
                                                      : kind == "organisation" ? PartyKind::Organisation
                                                                               : PartyKind::Other,
                                                      table.cell(row, "link") == "yes",
                                                      table.cell(row, "exclusion") == "yes"};
  }
  const auto kinds = Table::load(folder + "/representation_kinds.table");
  for (const auto& row : kinds.rows()) {
    policy.representations[kinds.cell(row, "kind")] = {kinds.cell(row, "until_majority") == "yes",
                                                       kinds.cell(row, "patient_may_overrule") == "yes"};
  }
}

void load_settings(Policy& policy, const std::string& folder) {
  const auto path = folder + "/decision_settings.table";
  const auto table = Table::load(path);
  const auto value = [&](std::string_view name) -> const std::string& {
    for (const auto& row : table.rows()) {
      if (table.cell(row, "name") == name) return table.cell(row, "value");
    }
    throw std::runtime_error(path + ": no row " + std::string(name));
  };
  const auto number = [&](std::string_view name) {
    const auto& text = value(name);
    if (text.empty() || text.size() > 6 || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
      throw std::runtime_error(path + ": " + std::string(name) + " has to be a number");
    }
    return std::stoi(text);
  };
  policy.settings = {number("newborn_months"),
                     number("majority_years"),
                     number("minor_acts_from_years"),
                     value("sis_card_accepted") == "yes",
                     number("most_rows"),
                     number("longest_comment"),
                     words(value("break_the_glass_categories")),
                     number("break_the_glass_shortest"),
                     number("break_the_glass_longest")};
}

void load_access(Policy& policy, const std::string& folder) {
  const auto matrix = Table::load(folder + "/access_matrix.table");
  const auto roles = Table::load(folder + "/roles.table");
  for (const auto& row : roles.rows()) {
    policy.roles.push_back({roles.cell(row, "category"), roles.cell(row, "setting"), roles.cell(row, "role")});
    try {
      static_cast<void>(matrix.column(policy.roles.back().role));
    } catch (const std::out_of_range&) {
      throw std::runtime_error(folder + "/roles.table: the access matrix has no column " + policy.roles.back().role);
    }
  }
  for (const auto& row : matrix.rows()) {
    auto& cells = policy.matrix[matrix.cell(row, "category")];
    for (const auto& role : policy.roles) cells[role.role] = matrix.cell(row, role.role);
  }
  const auto table = Table::load(folder + "/deliberations.table");
  for (const auto& row : table.rows()) {
    auto prefix = table.cell(row, "sources");
    prefix.pop_back();  // the '*' that the schema asks for
    policy.deliberations.push_back({table.cell(row, "deliberation"), prefix, words(table.cell(row, "categories")),
                                    words(table.cell(row, "actions"))});
  }
}

}  // namespace

Policy Policy::load(const std::string& folder) {
  Policy policy;
  policy.errors = model::BusinessErrors::load(folder);
  load_actors(policy, folder);
  load_link_types(policy, folder);
  load_proofs(policy, folder);
  load_categories(policy, folder);
  load_settings(policy, folder);
  load_access(policy, folder);
  require_failures(policy);
  return policy;
}

}  // namespace sluis::decision
