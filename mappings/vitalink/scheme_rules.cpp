#include "mappings/vitalink/scheme_rules.hpp"

#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/core/table.hpp"
#include "mappings/vitalink/scheme_parts.hpp"

namespace sluis::mappings::vitalink {
namespace rules {

using native::Node;

Node at(Node parent, std::string_view name) { return parent ? parent.child(kKmehr, name) : Node(); }

std::vector<Node> all_at(Node parent, std::string_view name) {
  return parent ? parent.children(kKmehr, name) : std::vector<Node>{};
}

std::vector<Node> below(Node parent, std::string_view name) {
  std::vector<Node> found;
  for (const auto& child : parent.children()) {
    if (child.is(kKmehr, name)) found.push_back(child);
    const auto deeper = below(child, name);
    found.insert(found.end(), deeper.begin(), deeper.end());
  }
  return found;
}

std::string text_of(Node node) { return node ? std::string(core::trim(node.text())) : std::string(); }

std::string category_of(Node transaction) {
  for (const auto& cd : all_at(transaction, "cd"))
    if (cd.attribute("S").value_or("") == "CD-TRANSACTION") return text_of(cd);
  return {};
}

std::string kmehr_number(Node transaction) {
  for (const auto& id : all_at(transaction, "id"))
    if (id.attribute("S").value_or("") == "ID-KMEHR") return text_of(id);
  return {};
}

}  // namespace rules

namespace {

using native::Node;

Result<rules::Scheme> taken_apart(const native::Document& document) {
  rules::Scheme scheme;
  scheme.root = document.root();
  if (scheme.root.is(rules::kKmehr, "folder")) {
    scheme.folders = {scheme.root};
  } else if (scheme.root.is(rules::kKmehr, "kmehrmessage")) {
    scheme.folders = rules::all_at(scheme.root, "folder");
  } else {
    return Fault(FaultId::SchemaViolation, "neither kmehrmessage nor folder").tell_caller("a kmehrmessage or a folder is expected");
  }
  for (const auto& folder : scheme.folders) {
    for (const auto& transaction : rules::all_at(folder, "transaction")) {
      scheme.transactions.push_back(transaction);
      const bool suspension = rules::category_of(transaction) == "treatmentsuspension";
      for (const auto& item : rules::all_at(transaction, "item"))
        scheme.items.push_back({item, transaction, suspension, rules::text_of(rules::at(item, "cd")) == "medication"});
    }
  }
  return scheme;
}

std::string path_of(Node node, Node root) {
  std::string path;
  for (; node && !(node == root); node = node.parent()) {
    std::string step(node.name());
    if (const auto alike = node.parent().children(node.namespace_uri(), node.name()); alike.size() > 1)
      step += "[" + std::to_string(std::find(alike.begin(), alike.end(), node) - alike.begin() + 1) + "]";
    path = path.empty() ? step : step + "/" + path;
  }
  return path;
}

std::regex any_of_them(const std::string& patterns) {
  std::string one;
  for (const auto& pattern : core::split(patterns, ',')) one += (one.empty() ? "" : "|") + pattern;
  return std::regex(one);
}

}  // namespace

SchemeTables SchemeTables::load(const std::string& mappings) {
  SchemeTables tables;
  const auto rules = core::Table::load(mappings + "/vitalink/rules.table");
  for (const auto& row : rules.rows())
    tables.rules_[rules.cell(row, "rule")] = {rules.cell(row, "severity"), rules.cell(row, "text")};
  const auto codes = core::Table::load(mappings + "/vitalink/scheme_codes.table");
  for (const auto& row : codes.rows())
    tables.code_tables_[codes.cell(row, "table")] = {codes.cell(row, "rule"), std::regex(codes.cell(row, "versions")),
                                                     any_of_them(codes.cell(row, "codes"))};
  const auto rounds = core::Table::load(mappings + "/vitalink/periodicities.table");
  for (const auto& row : rounds.rows())
    tables.periodicities_[rounds.cell(row, "code")] = {rounds.cell(row, "unit"), std::stoi(rounds.cell(row, "count"))};
  return tables;
}

const SchemeTables::CodeTable* SchemeTables::code_table(const std::string& name) const {
  const auto found = code_tables_.find(name);
  return found == code_tables_.end() ? nullptr : &found->second;
}

const Periodicity* SchemeTables::periodicity(const std::string& code) const {
  const auto found = periodicities_.find(code);
  return found == periodicities_.end() ? nullptr : &found->second;
}

const SchemeTables::Rule& SchemeTables::rule(const std::string& name) const { return rules_.at(name); }

Result<std::vector<RuleFinding>> check_scheme(std::string_view text, const SchemeTables& tables) {
  const auto document = native::Document::parse(text);
  if (!document) return document.error();
  const auto scheme = taken_apart(*document);
  if (!scheme) return scheme.error();
  rules::Breaches breaches;
  for (const auto judge : {rules::judge_message, rules::judge_suspensions, rules::judge_moments, rules::judge_regimens,
                           rules::judge_quantities, rules::judge_codes})
    judge(*scheme, tables, breaches);
  std::vector<RuleFinding> findings;
  for (const auto& breach : breaches) {
    const auto& rule = tables.rule(breach.rule);
    const auto position = document->position(breach.place, text);
    findings.push_back({breach.rule, rule.severity, path_of(breach.place, document->root()), position.line, position.column, rule.text});
  }
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
  });
  return findings;
}

}  // namespace sluis::mappings::vitalink
