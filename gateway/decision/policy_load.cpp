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

void load_actors(Policy& policy, PolicyTexts& texts) {
  const auto path = texts.path("actors");
  policy.actors = ActorTable::read(texts.table("actors"), path);
  constexpr std::string_view kDelegate = "delegate_of_";
  for (const auto& name : policy.actors.actors()) {
    const auto category = name.starts_with(kDelegate) ? name.substr(kDelegate.size()) : name;
    if (name == "patient" || name == "organisation" || policy.representations.contains(name)) continue;
    if (!policy.categories.contains(category)) throw std::runtime_error(path + ": there is no actor " + name);
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

void load_link_types(Policy& policy, PolicyTexts& texts) {
  const auto types = texts.table("link_types");
  for (const auto& row : types.rows()) {
    auto& type = policy.link_types[types.cell(row, "type")];
    type.relation = relation_of(types.cell(row, "relation"));
    type.authors = words(types.cell(row, "authors"));
    type.parties = words(types.cell(row, "parties"));
    type.later_start = types.cell(row, "later_start") == "yes";
  }
  const auto periods = texts.table("link_periods");
  for (const auto& row : periods.rows()) {
    auto& type = policy.link_types[periods.cell(row, "type")];
    type.months = std::stoi(periods.cell(row, "months"));
    type.exact = unless_dash(periods.cell(row, "exact"));
  }
  for (const auto& [name, type] : policy.link_types) {
    if (is_declarable(type) && type.months == 0)
      throw std::runtime_error(texts.path("link_periods") + ": no period for " + name);
  }
}

void load_proofs(Policy& policy, PolicyTexts& texts) {
  const auto table = texts.table("proof_rules");
  for (const auto& row : table.rows()) {
    policy.proofs[table.cell(row, "proof")] = {table.cell(row, "binary") == "mandatory",
                                               unless_dash(table.cell(row, "card")),
                                               words(table.cell(row, "sufficient_for"))};
  }
}

void load_categories(Policy& policy, PolicyTexts& texts) {
  const auto table = texts.table("party_categories");
  for (const auto& row : table.rows()) {
    const auto& kind = table.cell(row, "kind");
    policy.categories[table.cell(row, "category")] = {kind == "person"         ? PartyKind::Person
                                                      : kind == "organisation" ? PartyKind::Organisation
                                                                               : PartyKind::Other,
                                                      table.cell(row, "link") == "yes",
                                                      table.cell(row, "exclusion") == "yes"};
  }
  const auto kinds = texts.table("representation_kinds");
  for (const auto& row : kinds.rows()) {
    policy.representations[kinds.cell(row, "kind")] = {kinds.cell(row, "until_majority") == "yes",
                                                       kinds.cell(row, "patient_may_overrule") == "yes",
                                                       kinds.cell(row, "told_of_others") == "yes"};
  }
}

constexpr std::string_view kBoxRow = "break_the_glass_minutes";

void load_settings(Policy& policy, PolicyTexts& texts) {
  const auto path = texts.path("decision_settings");
  const auto table = texts.table("decision_settings");
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
                     number("break_the_glass_longest"),
                     value("deceased_without_consent") == "yes",
                     words(value("own_act_binds")),
                     0};
  // Tables that were kept before the row was there are still read: emergency access had the same box then.
  constexpr int kBoxOfEarlierTables = 240;
  const auto has_box = std::ranges::any_of(table.rows(), [&](const auto& row) { return table.cell(row, "name") == kBoxRow; });
  policy.settings.break_the_glass_minutes = has_box ? number(kBoxRow) : kBoxOfEarlierTables;
}

void load_roles(Policy& policy, PolicyTexts& texts) {
  const auto matrix = texts.table("access_matrix");
  const auto roles = texts.table("roles");
  for (const auto& row : roles.rows()) {
    policy.roles.push_back({roles.cell(row, "category"), roles.cell(row, "setting"), roles.cell(row, "role")});
    try {
      static_cast<void>(matrix.column(policy.roles.back().role));
    } catch (const std::out_of_range&) {
      throw std::runtime_error(texts.path("roles") + ": the access matrix has no column " + policy.roles.back().role);
    }
  }
  for (const auto& row : matrix.rows()) {
    const auto& department = matrix.cell(row, "department");
    auto& cells = department == "*" ? policy.matrix[matrix.cell(row, "category")]
                                    : policy.departments[department][matrix.cell(row, "category")];
    if (!cells.empty()) throw std::runtime_error(texts.path("access_matrix") + ": " + row.front() + " " + department + " stands there twice");
    for (const auto& role : policy.roles) cells[role.role] = matrix.cell(row, role.role);
  }
}

std::optional<core::Date> date_of(const std::string& cell, const std::string& path) {
  if (cell == "-") return std::nullopt;
  if (const auto date = core::parse_date(cell)) return date;
  throw std::runtime_error(path + ": " + cell + " is no day of the calendar");
}

void load_deliberations(Policy& policy, PolicyTexts& texts) {
  const auto path = texts.path("deliberations");
  const auto table = texts.table("deliberations");
  for (const auto& row : table.rows()) {
    Deliberation made{table.cell(row, "number"),     table.cell(row, "source"),
                      words(table.cell(row, "roles")), words(table.cell(row, "categories")),
                      words(table.cell(row, "actions")), date_of(table.cell(row, "from"), path),
                      date_of(table.cell(row, "to"), path)};
    for (const auto& role : made.roles) {
      if (std::ranges::none_of(policy.roles, [&](const auto& known) { return known.role == role; })) {
        throw std::runtime_error(path + ": " + made.number + ": roles.table has no role " + role);
      }
    }
    policy.deliberations.push_back(std::move(made));
  }
}

}  // namespace

Policy Policy::load(const std::string& folder) {
  PolicyTexts texts(folder);
  return read(texts);
}

Policy Policy::read(PolicyTexts& texts) {
  Policy policy;
  policy.errors = model::BusinessErrors::from(texts.table("business_errors"), texts.path("business_errors"));
  load_link_types(policy, texts);
  load_proofs(policy, texts);
  load_categories(policy, texts);
  load_actors(policy, texts);
  load_settings(policy, texts);
  load_roles(policy, texts);
  load_deliberations(policy, texts);
  require_failures(policy);
  return policy;
}

}  // namespace sluis::decision
