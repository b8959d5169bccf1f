#include "gateway/routing/routes.hpp"

#include <array>
#include <stdexcept>

#include "gateway/core/table.hpp"

namespace sluis::routing {
namespace {

constexpr std::array kKinds{
    model::OrderKind::PutConsent,   model::OrderKind::GetConsent,    model::OrderKind::RevokeConsent,   model::OrderKind::ConsentStatus,
    model::OrderKind::PutLink,      model::OrderKind::GetLinks,      model::OrderKind::RevokeLink,      model::OrderKind::HasLink,
    model::OrderKind::PutExclusion, model::OrderKind::GetExclusions, model::OrderKind::RevokeExclusion, model::OrderKind::Decide,
    model::OrderKind::ReadAccesses, model::OrderKind::PutLinks,      model::OrderKind::PreviewExclusion, model::OrderKind::GetExclusionHistory,
    model::OrderKind::PutAccessRight, model::OrderKind::GetAccessRights, model::OrderKind::RevokeAccessRight,
    model::OrderKind::ReadNotifications, model::OrderKind::FetchEvidence, model::OrderKind::RerunDecision};
constexpr std::string_view kTransactionList = "GetTransactionList";
constexpr std::array<std::string_view, 3> kScopes{"local", "global", "external"};

std::string_view scope_of(const model::Order& order) {
  const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
  return query == nullptr ? "any" : kScopes.at(static_cast<std::size_t>(query->scope));
}

// What the table calls this order: the list that a hub's client asks and the references of the JSON door may go different ways.
std::string_view name_of(const model::Order& order) {
  const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
  return query != nullptr && query->transactions_only ? kTransactionList : model::to_text(order.kind);
}

Selector selector_of(const std::string& text, const std::string& path) {
  const auto colon = text.find(':');
  Selector selector{text.substr(0, colon), colon == std::string::npos ? std::string{} : text.substr(colon + 1)};
  const bool known = selector.choice.empty() || (selector.kind == "hub" && (selector.choice == "home" || selector.choice == "located" ||
                                                                            selector.choice == "elsewhere"));
  if (!known) throw std::runtime_error(path + ": '" + text + "' is no choice; expected hub:home, hub:located or hub:elsewhere");
  return selector;
}

}  // namespace

Routes Routes::load(const std::string& path) {
  const auto table = core::Table::load(path);
  Routes routes;
  for (const auto& row : table.rows()) {
    std::vector<Selector> selectors;
    if (table.cell(row, "networks") != "none")
      for (const auto& part : core::split(table.cell(row, "networks"), ',')) selectors.push_back(selector_of(part, path));
    routes.rows_[{table.cell(row, "order"), table.cell(row, "scope")}] = std::move(selectors);
  }
  const auto need = [&](std::string_view order, std::string_view scope) {
    if (!routes.rows_.contains({std::string(order), std::string(scope)}))
      throw std::runtime_error(path + ": a row for " + std::string(order) + " | " + std::string(scope) + " is missing");
  };
  for (const auto kind : kKinds) need(model::to_text(kind), "any");
  for (const auto scope : kScopes) {
    need(model::to_text(model::OrderKind::ListReferences), scope);
    need(kTransactionList, scope);
  }
  if (routes.rows_.size() != kKinds.size() + 2 * kScopes.size()) throw std::runtime_error(path + ": a row names an order or scope that does not exist");
  return routes;
}

const std::vector<Selector>& Routes::of(const model::Order& order) const {
  return rows_.at({std::string(name_of(order)), std::string(scope_of(order))});
}

}  // namespace sluis::routing
