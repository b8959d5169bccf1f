#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/routing/reads.hpp"
#include "gateway/routing/source.hpp"
#include "gateway/spi/located.hpp"

namespace sluis::routing {
namespace {

constexpr auto kLocatorSource = "metahub";
constexpr auto kLocatorName = "Metahub";

// Hubs know one order for "who looked", whichever door it came through.
model::Order as_asked(model::Order order) {
  if (order.kind == model::OrderKind::ReadAccesses) order.kind = model::OrderKind::ReadAuditTrail;
  return order;
}

bool contains(const std::vector<std::string>& list, const std::string& value) { return std::ranges::find(list, value) != list.end(); }

}  // namespace

Router::FanOut::FanOut(const Router& router, const model::Order& order, const model::Decision& decision,
                       const std::optional<std::vector<std::string>>& only)
    : router_(router),
      question_(std::make_shared<const Question>(Question{as_asked(order), decision})),
      only_(only),
      deadline_(router.deadline_of(order)) {}

// The sources that need no locator are asked first, so that they work while the metahub is asked.
bool Router::FanOut::ask(const std::vector<const Route*>& routes) {
  bool any = false;
  Hubs hubs;
  for (const auto* route : routes) {
    for (const auto& selector : route->sources) {
      const auto sources = router_.of(selector, question_->order);
      any = any || !sources.empty();
      if (selector.choice == Choice::Located || selector.choice == Choice::Elsewhere) {
        hubs = {sources, selector.choice == Choice::Elsewhere ? router_.home() : nullptr, route};
        continue;
      }
      for (auto* source : sources) ask(*route, *source);
    }
  }
  if (hubs.route != nullptr) ask_located(hubs);
  return any;
}

// What the decision closes entirely is not asked at all: neither whose consent rule refuses, nor what holds only kinds of documents
// that the caller may not read.
bool Router::FanOut::admits(const Route& route) const {
  const auto& [order, decision] = *question_;
  if (!route.consent.admits(order.caller, decision)) return false;
  if (route.categories.empty() || !std::holds_alternative<model::ReferenceQuery>(order.content)) return true;
  return std::ranges::any_of(route.categories, [&](const auto& category) { return contains(decision.readable_categories, category); });
}

void Router::FanOut::ask(const Route& route, Source& source) {
  const auto& settings = source.settings();
  if (only_ && !contains(*only_, settings.source_id)) return;
  if (!met_.insert(&source).second) return;
  if (!admits(route)) {
    results_.push_back({not_asked(settings, model::SourceState::Excluded), {}, {}, {}, {}});
    return;
  }
  const auto admission = source.breaker.admit();
  if (admission == Admission::Refused) {
    results_.push_back({not_asked(settings, model::SourceState::BreakerOpen), {}, {}, {}, {}});
    return;
  }
  const auto own = std::chrono::steady_clock::now() + settings.time_limit;
  const Limits limits{std::min(deadline_, own), own <= deadline_, router_.settings_.repeat_reads && is_read(question_->order.kind)};
  auto exchange = [network = source.network.get(), question = question_, deadline = limits.deadline] {
    return network->exchange(question->order, question->decision, deadline);
  };
  asked_.push_back({&source, {source.breaker, admission, source.lane, std::move(exchange), limits, settings.source_id, router_.retries_}});
}

void Router::FanOut::ask_located(const Hubs& hubs) {
  // Sources that are asked again were located before; where the rule refuses, nobody needs to be located.
  const auto named = only_ || !admits(*hubs.route) ? std::nullopt : locate();
  if (named) report_unknown_hubs(*named);
  for (auto* hub : hubs.sources) {
    const bool wanted = !named || contains(*named, hub->hub_id());
    if (wanted && hub != hubs.except) ask(*hubs.route, *hub);
  }
}

std::optional<std::vector<std::string>> Router::FanOut::locate() {
  auto* source = router_.locator_.get();
  if (source == nullptr) return std::nullopt;
  const auto admission = source->breaker.admit();
  if (admission == Admission::Refused) {
    auto status = failed_status(kLocatorSource, kLocatorName, Fault(FaultId::NetworkUnreachable), 0);
    status.state = model::SourceState::BreakerOpen;
    not_known(status);
    return std::nullopt;
  }
  const auto own = std::chrono::steady_clock::now() + router_.settings_.locator;
  const Limits limits{std::min(deadline_, own), own <= deadline_, router_.settings_.repeat_reads};
  auto ask = [locator = source->locator.get(), question = question_, deadline = limits.deadline]() -> Result<spi::Located> {
    if (auto* remembering = dynamic_cast<spi::RememberingLocator*>(locator)) return remembering->locate(question->order, deadline);
    auto hubs = locator->hubs_of(question->order, deadline);
    if (!hubs) return std::move(hubs).error();
    return spi::Located{std::move(*hubs), std::nullopt};
  };
  Call<spi::Located> call(source->breaker, admission, source->lane, std::move(ask), limits, kLocatorSource, router_.retries_);
  auto located = call.wait();
  if (!located) {
    not_known(failed_status(kLocatorSource, kLocatorName, located.error(), call.milliseconds()));
    return std::nullopt;
  }
  auto& hubs = located->hubs;
  SourceResult result;
  result.status = {kLocatorSource, kLocatorName, hubs.empty() ? model::SourceState::Empty : model::SourceState::Complete,
                   {},             {},           0, 0, call.milliseconds()};
  if (located->remembered_since) result.status.text = "remembered since " + core::to_text(*located->remembered_since);
  results_.push_back(std::move(result));
  return std::move(hubs);
}

void Router::FanOut::not_known(const model::SourceStatus& status) {
  SourceResult result;
  result.status = status;
  result.status.text = "did not say which hubs know the patient: all configured hubs are asked";
  results_.push_back(std::move(result));
}

void Router::FanOut::report_unknown_hubs(const std::vector<std::string>& named) {
  // A vault behind a hub gateway (Vitalink) is a hub to the metahub, whatever kind of network it is to us.
  for (const auto& id : named) {
    const bool known = std::any_of(router_.sources_.begin(), router_.sources_.end(), [&](const auto& source) { return source->hub_id() == id; });
    if (known) continue;
    SourceResult result;
    result.status = failed_status("hub:" + id, "hub " + id, Fault(FaultId::NoRoute), 0);
    result.status.state = model::SourceState::Unreachable;
    result.status.text = "named by the metahub, but not configured here";
    results_.push_back(std::move(result));
  }
}

std::vector<SourceResult> Router::FanOut::collect() {
  for (auto& [source, call] : asked_) {
    auto outcome = call.wait();
    results_.push_back(judge(source->settings(), question_->order, std::move(outcome), call.milliseconds()));
  }
  for (const auto& result : results_) count(result.status);
  return std::move(results_);
}

// Only configured names become labels: a number that the metahub names is not from a closed list.
void Router::FanOut::count(const model::SourceStatus& status) const {
  const bool configured = std::any_of(router_.sources_.begin(), router_.sources_.end(),
                                      [&](const auto& source) { return source->settings().source_id == status.source; });
  const auto label = configured || status.source == kLocatorSource ? status.source : std::string("unknown_hub");
  const auto labels = "source=\"" + label + "\",state=\"" + std::string(model::to_text(status.state)) + "\"";
  router_.metrics_.counter("sluis_source_answers_total", "Answers of sources in fan-outs", labels).add();
  router_.metrics_.counter("sluis_source_milliseconds_total", "Time that sources took in fan-outs", "source=\"" + label + "\"")
      .add(status.milliseconds);
}

}  // namespace sluis::routing
