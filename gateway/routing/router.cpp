#include "gateway/routing/router.hpp"

#include "gateway/routing/source.hpp"

namespace sluis::routing {
namespace {

// Registrations wait for a durable commit on the caller's own thread; this only bounds a stuck store.
constexpr std::chrono::seconds kLocalLimit{30};

}  // namespace

Router::Router(std::vector<std::unique_ptr<spi::Network>> networks, std::unique_ptr<spi::Locator> locator, Routes routes,
               core::Metrics& metrics, const core::Clock& clock, RouterSettings settings)
    : routes_(std::move(routes)), metrics_(metrics), settings_(std::move(settings)) {
  for (auto& network : networks) sources_.push_back(std::make_unique<Source>(std::move(network), nullptr, clock, settings_));
  if (locator) locator_ = std::make_unique<Source>(nullptr, std::move(locator), clock, settings_);
}

Router::~Router() = default;

std::vector<Router::Source*> Router::of_kind(const std::string& kind, model::OrderKind order) const {
  std::vector<Source*> out;
  for (const auto& source : sources_)
    if (source->settings().kind == kind && source->network->serves(order)) out.push_back(source.get());
  return out;
}

const Router::Source* Router::home() const {
  const Source* first = nullptr;
  for (const auto& source : sources_) {
    if (source->settings().kind != "hub") continue;
    if (settings_.home_hub.empty() ? source->is_home() : source->hub_id() == settings_.home_hub) return source.get();
    if (first == nullptr && settings_.home_hub.empty()) first = source.get();
  }
  return first;
}

Result<model::Answer> Router::ask_one(const std::string& kind, const model::Order& order, const model::Decision& decision) {
  const auto sources = of_kind(kind, order.kind);
  if (sources.empty()) return Fault(FaultId::NoRoute, "no network of kind " + kind + " serves " + std::string(model::to_text(order.kind)));
  return sources.front()->network->exchange(order, decision, std::chrono::steady_clock::now() + kLocalLimit);
}

// The sources that need no locator are asked first, so that they work while the metahub is asked.
Result<model::Answer> Router::route(const model::Order& order, const model::Decision& decision) {
  const auto& selectors = routes_.of(order);
  if (selectors.empty()) return model::Answer{};
  if (order.kind != model::OrderKind::ListReferences) return ask_one(selectors.front().kind, order, decision);
  FanOut fan_out(*this, order, decision);
  std::vector<Source*> hubs;
  bool located = false;
  bool elsewhere = false;
  bool any = false;
  for (const auto& selector : selectors) {
    auto sources = of_kind(selector.kind, order.kind);
    any = any || (selector.choice == "home" ? home() != nullptr : !sources.empty());
    if (selector.choice == "located" || selector.choice == "elsewhere") {
      located = true;
      elsewhere = selector.choice == "elsewhere";
      hubs = std::move(sources);
      continue;
    }
    for (auto* source : sources)
      if (selector.choice.empty() || source == home()) fan_out.ask(*source);
  }
  if (!any) return Fault(FaultId::NoRoute, "no configured network serves this order");
  if (located) fan_out.ask_hubs(hubs, elsewhere ? home() : nullptr);
  return fan_out.collect();
}

}  // namespace sluis::routing
