#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/model/order.hpp"
#include "gateway/routing/consent_rules.hpp"

namespace sluis::routing {

enum class Choice { All, Home, Located, Elsewhere, Named };

// A choice of networks: a kind, and among hubs which of them.
struct Selector {
  std::string kind;  // hub, vitalink, pharmaceutical_dossier, directory, registry
  Choice choice = Choice::All;
};

enum class Ask { None, One, All };

// One row: sources that are asked alike.
struct Route {
  std::vector<std::string> categories;  // what they hold; empty: anything
  Ask ask = Ask::None;
  std::vector<Selector> sources;
  ConsentRule consent;
};

// The table of routes (mappings/policy/routes.table): order, scope and category to sources and the consent rule of each.
class Routes final {
 public:
  // Reads also consent_rules.table. Throws std::runtime_error "file:line: …": an unknown order, scope, choice or rule, a row that
  // stands there twice; or names the order that has no row.
  static Routes load(const std::string& policy_folder);

  // The rows of this order, in the order of the table: those whose categories it asks for. None: nobody holds such a thing.
  std::vector<const Route*> of(const model::Order& order) const;

 private:
  struct Row {
    std::string order;
    std::string scope;
    Route route;
  };
  void check_complete(const std::string& path) const;

  std::vector<Row> rows_;
};

}  // namespace sluis::routing
