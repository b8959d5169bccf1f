#include "gateway/routing/router.hpp"

#include <algorithm>

#include "gateway/routing/accesses.hpp"
#include "gateway/routing/source.hpp"

namespace sluis::routing {
namespace {

// What a second question may still bring. A hub that isn't configured here, and the locator, are not among the sources asked again.
bool may_come(model::SourceState state) {
  switch (state) {
    case model::SourceState::TimedOut:
    case model::SourceState::Unreachable:
    case model::SourceState::Failed:
    case model::SourceState::BreakerOpen: return true;
    default: return false;
  }
}

// Shown or hidden: neither comes again.
void drop_seen(const Mac& mac, const DocumentMarks& seen, Merged& merged) {
  std::erase_if(merged.answer.entries, [&](const auto& entry) { return seen.contains(mark_of(mac, entry.name)); });
}

}  // namespace

Router::Router(std::vector<std::unique_ptr<spi::Network>> networks, std::unique_ptr<spi::Locator> locator, Routes routes,
               core::Metrics& metrics, const core::Clock& clock, RouterSettings settings)
    : routes_(std::move(routes)),
      metrics_(metrics),
      retries_(metrics.counter("sluis_source_retries_total", "Look-ups that were sent to a source a second time")),
      clock_(clock),
      settings_(std::move(settings)) {
  for (auto& network : networks) sources_.push_back(std::make_unique<Source>(std::move(network), nullptr, clock, settings_));
  if (locator) locator_ = std::make_unique<Source>(nullptr, std::move(locator), clock, settings_);
}

Router::~Router() = default;

Router::Source* Router::home() const {
  Source* first = nullptr;
  for (const auto& source : sources_) {
    if (source->settings().kind != "hub") continue;
    if (settings_.home_hub.empty() ? source->is_home() : source->hub_id() == settings_.home_hub) return source.get();
    if (first == nullptr && settings_.home_hub.empty()) first = source.get();
  }
  return first;
}

std::vector<Router::Source*> Router::of(const Selector& selector, const model::Order& order) const {
  std::vector<Source*> out;
  if (selector.choice == Choice::Home || selector.choice == Choice::Named) {
    auto* source = selector.choice == Choice::Home ? home() : named(order);
    if (source != nullptr && source->network->serves(order.kind)) out.push_back(source);
    return out;
  }
  for (const auto& source : sources_)
    if (source->settings().kind == selector.kind && source->network->serves(order.kind)) out.push_back(source.get());
  return out;
}

spi::Deadline Router::deadline_of(const model::Order& order) const {
  const auto budget = std::min(order.budget.value_or(settings_.overall), settings_.longest);
  return std::chrono::steady_clock::now() + budget - std::min(settings_.reserve, budget / 10);
}

Result<model::Answer> Router::route(const model::Order& order, const model::Decision& decision, const Sight& sight) {
  const auto routes = routes_.of(order);
  if (routes.empty() || routes.front()->ask == Ask::None) return model::Answer{};
  if (routes.front()->ask == Ask::One) return ask_one(routes, order, decision);
  return ask_all(routes, order, decision, sight);
}

void Router::count_withheld(const model::Answer& answer) const {
  for (const auto& status : answer.sources) {
    if (status.withheld == 0) continue;
    metrics_.counter("sluis_source_withheld_total", "Documents that callers may not know of", "source=\"" + status.source + "\"").add(status.withheld);
  }
}

Result<model::Answer> Router::ask_all(const std::vector<const Route*>& routes, const model::Order& order, const model::Decision& decision,
                                      const Sight& sight) {
  const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
  Unfinished before;
  std::optional<std::vector<std::string>> only;
  if (query != nullptr && !query->resume.empty()) {
    auto opened = open_token(settings_.mac, order, clock_.now());
    if (!opened) return std::move(opened).error();
    before = std::move(*opened);
    only = before.sources;
  }
  FanOut fan_out(*this, order, decision, only);
  if (!fan_out.ask(routes)) return Fault(FaultId::NoRoute, "no configured network serves this order");
  auto results = fan_out.collect();
  if (query == nullptr) return merge_accesses(std::move(results));
  auto merged = merge(std::move(results), order, decision, sight);
  if (!merged) return std::move(merged).error();
  auto& answer = merged->answer;
  count_withheld(answer);
  if (!settings_.mac || query->transactions_only) return std::move(answer);

  drop_seen(settings_.mac, before.seen, *merged);
  Unfinished left;
  for (const auto& status : answer.sources) {
    const bool ours = std::ranges::any_of(sources_, [&](const auto& source) { return source->settings().source_id == status.source; });
    if (ours && may_come(status.state)) left.sources.push_back(status.source);
  }
  if (!left.sources.empty()) {
    left.seen = std::move(before.seen);
    for (const auto& entry : answer.entries) left.seen.insert(mark_of(settings_.mac, entry.name));
    for (const auto& name : merged->hidden) left.seen.insert(mark_of(settings_.mac, name));
    answer.resume_token = make_token(settings_.mac, order, left, clock_.now() + settings_.resume_life);
  }
  if (auto cut = cut_page(settings_.mac, order, answer); !cut) return std::move(cut).error();
  return std::move(answer);
}

}  // namespace sluis::routing
