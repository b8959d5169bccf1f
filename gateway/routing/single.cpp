#include <algorithm>

#include "gateway/routing/reads.hpp"
#include "gateway/routing/source.hpp"

// Orders that one source answers.
namespace sluis::routing {
namespace {

// Registrations wait for a durable commit on the caller's own thread; this only bounds a stuck store.
constexpr std::chrono::seconds kLocalLimit{30};

}  // namespace

Result<model::Answer> Router::ask_one(const std::vector<const Route*>& routes, const model::Order& order, const model::Decision& decision) {
  for (const auto* route : routes) {
    for (const auto& selector : route->sources) {
      const auto sources = of(selector, order);
      if (sources.empty()) continue;
      if (!route->consent.admits(order.caller, decision)) return Fault(FaultId::RuleRefused, "consent rule " + route->consent.name);
      auto& source = *sources.front();
      if (!source.is_own()) return ask_source(source, order, decision, deadline_of(order));
      const auto limit = order.budget ? std::min<std::chrono::milliseconds>(*order.budget, kLocalLimit) : kLocalLimit;
      return source.network->exchange(order, decision, std::chrono::steady_clock::now() + limit);
    }
  }
  return Fault(FaultId::NoRoute, "no configured network serves " + std::string(model::to_text(order.kind)));
}

// The answer names the source and what it did, beside what the source itself said about that.
Result<model::Answer> Router::ask_source(Source& source, const model::Order& order, const model::Decision& decision, spi::Deadline deadline) {
  const auto& settings = source.settings();
  const auto admission = source.breaker.admit();
  if (admission == Admission::Refused) return Fault(FaultId::NetworkUnreachable, "left alone for a while after failures in a row", settings.source_id);
  const auto own = std::chrono::steady_clock::now() + settings.time_limit;
  const Limits limits{std::min(deadline, own), own <= deadline, settings_.repeat_reads && is_read(order.kind)};
  auto exchange = [network = source.network.get(), question = std::make_shared<const Question>(Question{order, decision}), until = limits.deadline] {
    return network->exchange(question->order, question->decision, until);
  };
  Call<model::Answer> call(source.breaker, admission, source.lane, std::move(exchange), limits, settings.source_id, retries_);
  auto outcome = call.wait();
  if (outcome && outcome->sources.empty()) {
    auto status = not_asked(settings, outcome->errors.empty() ? model::SourceState::Complete : model::SourceState::Refused);
    status.code = outcome->errors.empty() ? std::string{} : outcome->errors.front().code;
    status.text.clear();
    status.milliseconds = call.milliseconds();
    outcome->sources.push_back(std::move(status));
  }
  return outcome;
}

Result<std::vector<model::DirectoryEntry>> Router::entries_at(const std::string& hub, const model::Order& order) {
  auto* source = serving_hub(hub, order.kind);
  if (source == nullptr && !hub.empty()) source = home();  // it has references to what it fetches for us (HUB-TRN-2)
  if (source == nullptr) return std::vector<model::DirectoryEntry>{};
  const auto& settings = source->settings();
  auto outcome = ask_source(*source, order, model::Decision{}, deadline_of(order));
  if (!outcome) return std::move(outcome).error();
  auto result = judge(settings, order, std::move(outcome), 0);
  switch (result.status.state) {
    case model::SourceState::Complete:
    case model::SourceState::Empty:
    case model::SourceState::Partial: return std::move(result.entries);
    default: return Fault(FaultId::NetworkAnswerRefused, "the list of documents can't be used: " + result.status.code, settings.source_id);
  }
}

std::string Router::hub_naming_by(const std::string& local_scheme) const {
  std::string hub;
  for (const auto& source : sources_) {
    if (local_scheme.empty() || source->hub_id().empty() || source->scheme() != local_scheme) continue;
    if (!hub.empty()) return {};
    hub = source->hub_id();
  }
  return hub;
}

Router::Source* Router::serving_hub(const std::string& hub_id, model::OrderKind kind) const {
  const auto found = std::ranges::find_if(sources_, [&](const auto& source) { return source->hub_id() == hub_id && source->network->serves(kind); });
  return hub_id.empty() || found == sources_.end() ? nullptr : found->get();
}

// A hub that we don't know is reached through the home hub, which fetches from it (hubs.md section 1).
Router::Source* Router::named(const model::Order& order) const {
  const auto* hub_order = std::get_if<model::HubOrder>(&order.content);
  if (hub_order != nullptr) {
    const auto* document = hub_order->documents.empty() ? nullptr : &hub_order->documents.front();
    auto hub = hub_order->hub;
    if (hub.empty() && document != nullptr) hub = document->hub.empty() ? hub_naming_by(document->local_scheme) : document->hub;
    if (auto* source = serving_hub(hub, order.kind)) return source;
  }
  auto* house = home();
  return house != nullptr && house->network->serves(order.kind) ? house : nullptr;
}

}  // namespace sluis::routing
