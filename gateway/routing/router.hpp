#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "gateway/core/metrics.hpp"
#include "gateway/routing/merge.hpp"
#include "gateway/routing/routes.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::routing {

struct RouterSettings {
  std::chrono::milliseconds overall{8000};  // a whole fan-out, locator included
  std::chrono::milliseconds locator{2000};  // the locator alone
  std::size_t threads_per_network = 4;
  std::size_t waiting_per_network = 256;    // orders; more are answered as timed out
  int breaker_failures = 5;                 // in a row
  std::chrono::milliseconds breaker_rest{30000};
  std::string home_hub;                     // hub id; "" = the hub with setting home = yes, else the first hub configured
};

// Sends a permitted order to the networks that serve it and makes one answer of theirs. Registrations go to the registry as they
// are. A fan-out answers at its deadline at the latest, with a status for every source: a slow or failing source delays no other
// and hides nothing. Thread-safe. The destructor waits for exchanges in flight.
class Router final {
 public:
  // `locator` may be null: then all configured hubs are asked. Clock and metrics outlive the router.
  Router(std::vector<std::unique_ptr<spi::Network>> networks, std::unique_ptr<spi::Locator> locator, Routes routes,
         core::Metrics& metrics, const core::Clock& clock, RouterSettings settings = {});
  ~Router();

  // Faults: NoRoute, and for registrations those of the registry. What a source of a fan-out does is in answer.sources.
  Result<model::Answer> route(const model::Order& order, const model::Decision& decision);
  // The whole list of one hub, nothing left out or hidden: for what the decision itself has to know of a document. No entries
  // when no such hub is configured. Faults: those of the network.
  Result<std::vector<model::DirectoryEntry>> entries_at(const std::string& hub, const model::Order& order);
  // The hub that names its documents by this scheme (SL); "" when none does, or several.
  std::string hub_naming_by(const std::string& local_scheme) const;

 private:
  class FanOut;
  struct Source;
  struct Located;

  Result<model::Answer> ask_one(const std::string& kind, const model::Order& order, const model::Decision& decision);
  std::vector<Source*> of_kind(const std::string& kind, model::OrderKind order) const;
  const Source* home() const;

  std::vector<std::unique_ptr<Source>> sources_;
  std::unique_ptr<Source> locator_;
  Routes routes_;
  core::Metrics& metrics_;
  const RouterSettings settings_;
};

}  // namespace sluis::routing
