#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "gateway/core/metrics.hpp"
#include "gateway/routing/resume.hpp"
#include "gateway/routing/routes.hpp"
#include "gateway/routing/sight.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::routing {

struct RouterSettings {
  std::chrono::milliseconds overall{10000};   // for a caller who names no deadline; locator included
  std::chrono::milliseconds longest{120000};  // a caller's longer patience is cut to this
  std::chrono::milliseconds reserve{50};      // of the deadline kept back for judging, trail and reply; at most a tenth of it
  std::chrono::milliseconds locator{2000};    // the locator alone
  std::size_t threads_per_network = 4;
  std::size_t waiting_per_network = 32;       // orders; more are answered as timed out
  bool repeat_reads = true;                   // once, when a source can't be reached or says it is unwell
  int breaker_failures = 5;                   // in a row
  std::chrono::milliseconds breaker_rest{30000};
  std::string home_hub;                       // hub id; "" = the hub with setting home = yes, else the first hub configured
  Mac mac = {};                               // authenticates resume tokens and pages; empty: there are none
  std::chrono::seconds resume_life{600};
};

// Sends a permitted order to the sources that serve it and makes one answer of theirs. Registrations go to the registry as they
// are; an order for one source goes through the same lane, breaker, deadline and retry as a fan-out. A fan-out answers at its
// deadline at the latest, with a status for every source: a slow or failing source delays no other and hides nothing. Thread-safe.
// The destructor waits for exchanges in flight.
class Router final {
 public:
  // `locator` may be null: then all configured hubs are asked. Clock and metrics outlive the router.
  Router(std::vector<std::unique_ptr<spi::Network>> networks, std::unique_ptr<spi::Locator> locator, Routes routes,
         core::Metrics& metrics, const core::Clock& clock, RouterSettings settings = {});
  ~Router();

  // `sight` judges listed documents; without it the categories of the decision do. Faults: NoRoute, RuleRefused (the source's
  // consent rule), ResumeRefused, QuestionRefused (page), those of `sight`, and of an order for one source those of that source.
  // What a source of a fan-out does is in answer.sources.
  Result<model::Answer> route(const model::Order& order, const model::Decision& decision, const Sight& sight = {});
  // The whole list of one hub, nothing left out or hidden: for what the decision itself has to know of a document. A hub that is not
  // configured is looked for in the list of the home hub. Faults: those of the network.
  Result<std::vector<model::DirectoryEntry>> entries_at(const std::string& hub, const model::Order& order);
  // The hub that names its documents by this scheme (SL); "" when none does, or several.
  std::string hub_naming_by(const std::string& local_scheme) const;

 private:
  class FanOut;
  struct Source;

  Result<model::Answer> ask_one(const std::vector<const Route*>& routes, const model::Order& order, const model::Decision& decision);
  Result<model::Answer> ask_all(const std::vector<const Route*>& routes, const model::Order& order, const model::Decision& decision,
                                const Sight& sight);
  Result<model::Answer> ask_source(Source& source, const model::Order& order, const model::Decision& decision, spi::Deadline deadline);
  void count_withheld(const model::Answer& answer) const;
  spi::Deadline deadline_of(const model::Order& order) const;
  std::vector<Source*> of(const Selector& selector, const model::Order& order) const;
  Source* home() const;
  Source* named(const model::Order& order) const;
  Source* serving_hub(const std::string& hub_id, model::OrderKind kind) const;

  std::vector<std::unique_ptr<Source>> sources_;
  std::unique_ptr<Source> locator_;
  Routes routes_;
  core::Metrics& metrics_;
  core::Counter& retries_;
  const core::Clock& clock_;
  const RouterSettings settings_;
};

}  // namespace sluis::routing
