#include "gateway/routing/routes.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <tuple>

#include "gateway/core/table.hpp"

namespace sluis::routing {
namespace {

constexpr std::string_view kTransactionList = "GetTransactionList";
constexpr std::array<std::string_view, 3> kScopes{"local", "global", "external"};
const std::map<std::string, Choice> kChoices{{"", Choice::All},
                                             {"home", Choice::Home},
                                             {"located", Choice::Located},
                                             {"elsewhere", Choice::Elsewhere},
                                             {"named", Choice::Named}};

// Every order that there is: a new one needs a row before the gateway starts.
std::set<std::string> all_orders() {
  std::set<std::string> orders{std::string(kTransactionList)};
  for (int kind = 0; !model::to_text(static_cast<model::OrderKind>(kind)).empty(); ++kind)
    orders.emplace(model::to_text(static_cast<model::OrderKind>(kind)));
  return orders;
}

bool has_scopes(std::string_view order) {
  return order == kTransactionList || order == model::to_text(model::OrderKind::ListReferences) ||
         order == model::to_text(model::OrderKind::ReadAccesses) || order == model::to_text(model::OrderKind::ReadAuditTrail);
}

std::string_view scope_of(const model::Order& order) {
  if (const auto* query = std::get_if<model::ReferenceQuery>(&order.content)) return kScopes.at(static_cast<std::size_t>(query->scope));
  if (const auto* query = std::get_if<model::AccessQuery>(&order.content)) return kScopes.at(static_cast<std::size_t>(query->scope));
  return "any";
}

// What the table calls this order: the list that a hub's client asks and the references of the JSON door may go different ways.
std::string_view name_of(const model::Order& order) {
  const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
  return query != nullptr && query->transactions_only ? kTransactionList : model::to_text(order.kind);
}

// Empty: all of them.
const std::vector<std::string>& categories_of(const model::Order& order) {
  static const std::vector<std::string> all;
  if (const auto* query = std::get_if<model::ReferenceQuery>(&order.content)) return query->categories;
  if (const auto* hub = std::get_if<model::HubOrder>(&order.content)) return hub->categories;
  return all;
}

bool holds_any(const Route& route, const std::vector<std::string>& wanted) {
  if (route.categories.empty()) return true;
  // An order that one source answers says which kind it is about, or the row for all kinds is meant.
  if (wanted.empty()) return route.ask == Ask::All;
  return std::ranges::any_of(wanted, [&](const auto& category) { return std::ranges::find(route.categories, category) != route.categories.end(); });
}

Selector selector_of(const std::string& text) {
  const auto colon = text.find(':');
  const auto kind = text.substr(0, colon);
  const auto found = kChoices.find(colon == std::string::npos ? std::string{} : text.substr(colon + 1));
  if (found == kChoices.end() || (found->second != Choice::All && kind != "hub"))
    throw std::invalid_argument("'" + text + "' is no choice; expected hub:home, hub:located, hub:elsewhere or hub:named");
  return {kind, found->second};
}

Route route_of(const core::Table& table, const core::Table::Row& row, const std::map<std::string, ConsentRule>& rules) {
  Route route;
  if (table.cell(row, "category") != "*") route.categories = core::split(table.cell(row, "category"), ',');
  const auto& ask = table.cell(row, "ask");
  route.ask = ask == "all" ? Ask::All : ask == "one" ? Ask::One : Ask::None;
  const auto& sources = table.cell(row, "sources");
  if ((sources == "none") != (route.ask == Ask::None)) throw std::invalid_argument("ask none and sources none go together");
  if (sources != "none")
    for (const auto& part : core::split(sources, ',')) route.sources.push_back(selector_of(part));
  const auto rule = rules.find(table.cell(row, "consent"));
  if (rule == rules.end()) throw std::invalid_argument("consent '" + table.cell(row, "consent") + "' is no row of consent_rules.table");
  route.consent = rule->second;
  return route;
}

}  // namespace

Routes Routes::load(const std::string& policy_folder) {
  const auto path = policy_folder + "/routes.table";
  const auto rules = load_consent_rules(policy_folder);
  const auto table = core::Table::load(path);
  const auto orders = all_orders();
  std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
  Routes routes;
  for (std::size_t i = 0; i < table.rows().size(); ++i) {
    const auto& row = table.rows()[i];
    const auto &order = table.cell(row, "order"), &scope = table.cell(row, "scope");
    try {
      if (!orders.contains(order)) throw std::invalid_argument("there is no order " + order);
      if (scope != "any" && !has_scopes(order)) throw std::invalid_argument(order + " has no search scope; expected any");
      if (!seen.emplace(order, scope, table.cell(row, "category"), table.cell(row, "sources")).second)
        throw std::invalid_argument("this row stands there twice");
      routes.rows_.push_back({order, scope, route_of(table, row, rules)});
    } catch (const std::invalid_argument& wrong) {
      throw std::runtime_error(path + ":" + std::to_string(line_of_row(path, i)) + ": " + wrong.what());
    }
  }
  routes.check_complete(path);
  return routes;
}

void Routes::check_complete(const std::string& path) const {
  const auto need = [&](const std::string& order, std::string_view scope) {
    const bool there = std::ranges::any_of(rows_, [&](const Row& row) {
      return row.order == order && (row.scope == scope || row.scope == "any") && row.route.categories.empty();
    });
    if (!there) throw std::runtime_error(path + ": a row for " + order + " | " + std::string(scope) + " | * is missing");
  };
  for (const auto& order : all_orders()) {
    if (!has_scopes(order)) need(order, "any");
    else
      for (const auto scope : kScopes) need(order, scope);
  }
}

std::vector<const Route*> Routes::of(const model::Order& order) const {
  const auto name = name_of(order);
  const auto scope = scope_of(order);
  const auto& wanted = categories_of(order);
  std::vector<const Route*> found;
  for (const auto& row : rows_) {
    if (row.order == name && (row.scope == scope || row.scope == "any") && holds_any(row.route, wanted)) found.push_back(&row.route);
  }
  return found;
}

}  // namespace sluis::routing
