#include "gateway/routing/consent_rules.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"

namespace sluis::routing {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& value) { return std::ranges::find(list, value) != list.end(); }

}  // namespace

bool ConsentRule::admits(const model::Identity& caller, const model::Decision& decision) const {
  const bool known = callers.empty() || contains(callers, caller.category) ||
                     std::ranges::any_of(caller.categories, [&](const auto& category) { return contains(callers, category); });
  return known && std::ranges::none_of(decision.rules, [&](const auto& rule) {
    return rule.outcome == model::Outcome::Fail && contains(judged, rule.rule);
  });
}

std::map<std::string, ConsentRule> load_consent_rules(const std::string& policy_folder) {
  const auto path = policy_folder + "/consent_rules.table";
  const auto table = core::Table::load(path);
  std::map<std::string, ConsentRule> rules;
  for (std::size_t i = 0; i < table.rows().size(); ++i) {
    const auto& row = table.rows()[i];
    ConsentRule rule{table.cell(row, "rule"), {}, {}};
    if (table.cell(row, "callers") != "*") rule.callers = core::split(table.cell(row, "callers"), ',');
    if (table.cell(row, "judged") != "-") rule.judged = core::split(table.cell(row, "judged"), ',');
    const auto name = rule.name;
    if (!rules.emplace(name, std::move(rule)).second)
      throw std::runtime_error(path + ":" + std::to_string(line_of_row(path, i)) + ": " + name + " stands there twice");
  }
  return rules;
}

int line_of_row(const std::string& path, std::size_t row) {
  std::ifstream in(path);
  std::string text;
  int line = 0;
  for (std::size_t seen = 0; seen < row + 2 && std::getline(in, text);) {
    ++line;
    const auto content = core::trim(text);
    if (!content.empty() && content.front() != '#') ++seen;
  }
  return line;
}

}  // namespace sluis::routing
