#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gateway/routing/call.hpp"
#include "gateway/routing/lane.hpp"
#include "gateway/routing/merge.hpp"
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
  std::string setting(const std::string& key) const {
    const auto found = settings().extra.find(key);
    return found == settings().extra.end() ? std::string{} : found->second;
  }
  std::string hub_id() const { return setting("hub_id"); }
  bool is_home() const { return setting("home") == "yes" || setting("home") == "true"; }
  // What stands inside the house needs no lane: nothing of it can hang on a line.
  bool is_own() const { return settings().kind == "registry" || settings().kind == "directory"; }
  // Scheme (SL) of its documents; the gateway of Vitalink has always the same (hubs.md section 3.1).
  std::string scheme() const { return setting("sl").empty() && settings().kind == "vitalink" ? "vitalinkuri" : setting("sl"); }

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
  // `only`: ids of the sources to ask, when the others answered before.
  FanOut(const Router& router, const model::Order& order, const model::Decision& decision, const std::optional<std::vector<std::string>>& only);

  // All sources of these routes. Whether there is any.
  bool ask(const std::vector<const Route*>& routes);
  // Waits for all of them.
  std::vector<SourceResult> collect();

 private:
  struct Asked {
    Source* source;
    Call<model::Answer> call;
  };
  struct Hubs {  // among which the locator chooses
    std::vector<Source*> sources;
    const Source* except = nullptr;
    const Route* route = nullptr;
  };
  void ask(const Route& route, Source& source);
  void ask_located(const Hubs& hubs);
  bool admits(const Route& route) const;
  std::optional<std::vector<std::string>> locate();  // nullopt: not known, all hubs are to be asked
  void not_known(const model::SourceStatus& status);
  void report_unknown_hubs(const std::vector<std::string>& named);
  void count(const model::SourceStatus& status) const;

  const Router& router_;
  const std::shared_ptr<const Question> question_;
  const std::optional<std::vector<std::string>>& only_;
  const spi::Deadline deadline_;
  std::set<const Source*> met_;
  std::vector<Asked> asked_;
  std::vector<SourceResult> results_;
};

}  // namespace sluis::routing
