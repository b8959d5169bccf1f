#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gateway/model/order.hpp"

namespace sluis::routing {

// A choice of networks: a kind, and among hubs which of them.
struct Selector {
  std::string kind;    // hub, vitalink, pharmaceutical_dossier, registry
  std::string choice;  // "" all of the kind; home, located, elsewhere
};

// The table of routes: order kind and scope to networks (mappings/policy/routes.table).
class Routes final {
 public:
  // Throws std::runtime_error: an unknown order or choice, or an order without a row.
  static Routes load(const std::string& path);

  // Empty when the gateway answers by itself.
  const std::vector<Selector>& of(const model::Order& order) const;

 private:
  std::map<std::pair<std::string, std::string>, std::vector<Selector>> rows_;  // order, scope
};

}  // namespace sluis::routing
