#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/routing/breaker.hpp"
#include "gateway/routing/lane.hpp"
#include "gateway/routing/pending.hpp"
#include "gateway/routing/router.hpp"

namespace sluis::routing {

// A network, or the locator, with what the router keeps about it. The lane stands last: its threads end before what they use.
struct Router::Source {
  Source(std::unique_ptr<spi::Network> n, std::unique_ptr<spi::Locator> l, const core::Clock& clock, const RouterSettings& s)
      : network(std::move(n)),
        locator(std::move(l)),
        breaker(clock, s.breaker_failures, s.breaker_rest),
        lane(s.threads_per_network, s.waiting_per_network) {}

  const spi::NetworkSettings& settings() const { return network->settings(); }
  std::string hub_id() const {
    const auto found = settings().extra.find("hub_id");
    return found == settings().extra.end() ? std::string{} : found->second;
  }
  bool is_home() const {
    const auto found = settings().extra.find("home");
    return found != settings().extra.end() && (found->second == "yes" || found->second == "true");
  }

  std::unique_ptr<spi::Network> network;
  std::unique_ptr<spi::Locator> locator;
  Breaker breaker;
  Lane lane;
};

// What one fan-out works with; shared with questions that may outlive it.
struct Question {
  model::Order order;
  model::Decision decision;
};

// One order to many sources: asks them as soon as it is known that they are to be asked, then collects.
class Router::FanOut final {
 public:
  FanOut(const Router& router, const model::Order& order, const model::Decision& decision);

  void ask(Source& source);
  void ask_hubs(const std::vector<Source*>& hubs, const Source* except);  // those that the locator names
  model::Answer collect();

 private:
  struct Asked {
    Source* source;
    std::shared_ptr<Pending<model::Answer>> pending;
  };
  std::optional<std::vector<std::string>> locate();  // nullopt: not known, all hubs are to be asked
  void not_known(const Fault& fault, long milliseconds);
  void report_unknown_hubs(const std::vector<std::string>& named);
  void count(const model::SourceStatus& status) const;

  const Router& router_;
  const std::shared_ptr<const Question> question_;
  const spi::Deadline deadline_;
  std::vector<Asked> asked_;
  std::vector<SourceResult> results_;
};

}  // namespace sluis::routing
