#include <algorithm>

#include "gateway/routing/source.hpp"

namespace sluis::routing {
namespace {

constexpr auto kLocatorSource = "metahub";
constexpr auto kLocatorName = "Metahub";

// Whether this outcome says that the network itself is unwell; a refusal or an odd answer doesn't.
bool is_failure(const Fault& fault) {
  switch (fault.id()) {
    case FaultId::NetworkUnreachable:
    case FaultId::NetworkTimedOut:
    case FaultId::NetworkFault:
      return true;
    default:
      return false;
  }
}

template <class T>
void note(Breaker& breaker, const Result<T>& outcome) {
  if (!outcome && is_failure(outcome.error())) breaker.failed();
  else breaker.succeeded();
}

Fault left_alone(const std::string& network) {
  return Fault(FaultId::NetworkUnreachable, "left alone for a while after failures in a row", network);
}

}  // namespace

Router::FanOut::FanOut(const Router& router, const model::Order& order, const model::Decision& decision)
    : router_(router),
      question_(std::make_shared<const Question>(Question{order, decision})),
      deadline_(std::chrono::steady_clock::now() + router.settings_.overall) {}

void Router::FanOut::ask(Source& source) {
  const auto& settings = source.settings();
  if (!source.breaker.admits()) {
    results_.push_back(judge(settings, question_->order, left_alone(settings.source_id), 0));
    return;
  }
  const auto deadline = std::min(deadline_, std::chrono::steady_clock::now() + settings.time_limit);
  auto exchange = [network = source.network.get(), question = question_, deadline] {
    return network->exchange(question->order, question->decision, deadline);
  };
  asked_.push_back({&source, Pending<model::Answer>::start(source.lane, std::move(exchange), deadline, settings.source_id)});
}

void Router::FanOut::ask_hubs(const std::vector<Source*>& hubs, const Source* except) {
  const auto named = locate();
  if (named) report_unknown_hubs(*named);
  for (auto* hub : hubs) {
    const bool wanted = !named || std::find(named->begin(), named->end(), hub->hub_id()) != named->end();
    if (wanted && hub != except) ask(*hub);
  }
}

std::optional<std::vector<std::string>> Router::FanOut::locate() {
  auto* source = router_.locator_.get();
  if (source == nullptr) return std::nullopt;
  if (!source->breaker.admits()) {
    not_known(left_alone(kLocatorSource), 0);
    return std::nullopt;
  }
  using Hubs = std::vector<std::string>;
  const auto deadline = std::min(deadline_, std::chrono::steady_clock::now() + router_.settings_.locator);
  auto ask = [locator = source->locator.get(), question = question_, deadline] { return locator->hubs_of(question->order, deadline); };
  const auto pending = Pending<Hubs>::start(source->lane, std::move(ask), deadline, kLocatorSource);
  auto hubs = pending->wait();
  note(source->breaker, hubs);
  if (!hubs) {
    not_known(hubs.error(), pending->milliseconds());
    return std::nullopt;
  }
  SourceResult result;
  result.status = {kLocatorSource, kLocatorName, hubs->empty() ? model::SourceState::Empty : model::SourceState::Complete,
                   {},             {},           0, 0, pending->milliseconds()};
  results_.push_back(std::move(result));
  return std::move(*hubs);
}

void Router::FanOut::not_known(const Fault& fault, long milliseconds) {
  SourceResult result;
  result.status = failed_status(kLocatorSource, kLocatorName, fault, milliseconds);
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

model::Answer Router::FanOut::collect() {
  for (const auto& [source, pending] : asked_) {
    auto outcome = pending->wait();
    note(source->breaker, outcome);
    results_.push_back(judge(source->settings(), question_->order, std::move(outcome), pending->milliseconds()));
  }
  auto answer = merge(std::move(results_), question_->order, question_->decision);
  for (const auto& status : answer.sources) count(status);
  return answer;
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

Result<std::vector<model::DirectoryEntry>> Router::entries_at(const std::string& hub, const model::Order& order) {
  using Entries = std::vector<model::DirectoryEntry>;
  const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const auto& source) {
    return source->hub_id() == hub && source->network->serves(order.kind);
  });
  if (hub.empty() || found == sources_.end()) return Entries{};
  auto& source = **found;
  const auto& settings = source.settings();
  if (!source.breaker.admits()) return left_alone(settings.source_id);
  const auto deadline = std::chrono::steady_clock::now() + std::min(settings_.overall, settings.time_limit);
  auto ask = [network = source.network.get(), order, deadline] { return network->exchange(order, model::Decision{}, deadline); };
  const auto pending = Pending<model::Answer>::start(source.lane, std::move(ask), deadline, settings.source_id);
  auto outcome = pending->wait();
  note(source.breaker, outcome);
  if (!outcome) return std::move(outcome).error();
  auto result = judge(settings, order, std::move(outcome), pending->milliseconds());
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
    const auto& extra = source->settings().extra;
    const auto scheme = extra.find("sl");
    if (source->settings().kind != "hub" || scheme == extra.end() || scheme->second != local_scheme) continue;
    if (!hub.empty()) return {};
    hub = source->hub_id();
  }
  return hub;
}

}  // namespace sluis::routing
