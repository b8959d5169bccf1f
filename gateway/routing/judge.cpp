#include <algorithm>

#include "gateway/core/table.hpp"
#include "gateway/routing/merge.hpp"

namespace sluis::routing {
namespace {

using model::SourceState;

SourceState state_of(FaultId id) {
  switch (id) {
    case FaultId::NetworkTimedOut: return SourceState::TimedOut;
    case FaultId::NetworkUnreachable: return SourceState::Unreachable;
    case FaultId::NetworkAnswerRefused:
    case FaultId::SealRefused: return SourceState::Untrusted;
    default: return SourceState::Failed;
  }
}

std::string setting(const spi::NetworkSettings& network, const std::string& key) {
  const auto found = network.extra.find(key);
  return found == network.extra.end() ? std::string{} : found->second;
}

std::string title_of(const spi::NetworkSettings& network) {
  const auto title = setting(network, "title");
  return title.empty() ? network.name : title;
}

// hub_id, and the hubs behind it (setting also_holds); empty for a source that is no hub.
std::vector<std::string> hubs_of(const spi::NetworkSettings& network) {
  const auto own = setting(network, "hub_id");
  if (own.empty()) return {};
  auto hubs = core::split(setting(network, "also_holds"), ',');
  hubs.push_back(own);
  return hubs;
}

// What is wrong with an answer that its form does not show; "" when nothing.
std::string_view lie_in(const model::Answer& answer, const spi::NetworkSettings& network, const model::Order& order) {
  if (answer.patient && answer.patient->number != order.patient_number()) return "the list is about another patient";
  if (!answer.entries.empty() && !answer.patient) return "the list names no patient";
  const auto hubs = hubs_of(network);
  const bool foreign = !hubs.empty() && std::any_of(answer.entries.begin(), answer.entries.end(), [&](const auto& entry) {
    return !entry.name.hub.empty() && std::find(hubs.begin(), hubs.end(), entry.name.hub) == hubs.end();
  });
  return foreign ? "an entry is of a hub that this source does not speak for" : "";
}

SourceState state_of(const model::Answer& answer) {
  if (!answer.errors.empty()) return SourceState::Refused;
  return answer.entries.empty() && answer.accesses.empty() ? SourceState::Empty : SourceState::Complete;
}

}  // namespace

model::SourceStatus failed_status(const std::string& source, const std::string& name, const Fault& fault, long milliseconds) {
  model::SourceStatus status;
  status.source = source;
  status.name = name;
  status.state = state_of(fault.id());
  status.code = fault.number();
  status.text = fault.entry().caller_text;
  status.milliseconds = milliseconds;
  status.log_text = fault.log_text();
  return status;
}

model::SourceStatus not_asked(const spi::NetworkSettings& network, SourceState state) {
  model::SourceStatus status;
  status.source = network.source_id;
  status.name = title_of(network);
  status.state = state;
  if (state == SourceState::Excluded) status.text = "not asked: closed to this caller";
  if (state == SourceState::BreakerOpen) {
    status.code = Fault(FaultId::NetworkUnreachable).number();
    status.text = "not asked: left alone for a while after failures in a row";
  }
  return status;
}

SourceResult judge(const spi::NetworkSettings& network, const model::Order& order, Result<model::Answer> outcome, long milliseconds) {
  SourceResult result;
  const auto title = title_of(network);
  result.hub = setting(network, "hub_id");
  if (!outcome) {
    result.status = failed_status(network.source_id, title, outcome.error(), milliseconds);
    return result;
  }
  auto& answer = *outcome;
  if (const auto lie = lie_in(answer, network, order); !lie.empty()) {
    result.status = failed_status(network.source_id, title, Fault(FaultId::NetworkAnswerRefused), milliseconds);
    result.status.text = lie;
    return result;
  }
  if (answer.sources.empty()) {
    result.status.state = state_of(answer);
    if (!answer.errors.empty()) {
      result.status.code = answer.errors.front().code;
      result.status.text = answer.errors.front().text;
    }
  } else {
    result.status = std::move(answer.sources.front());
  }
  result.status.source = network.source_id;
  result.status.name = title;
  result.status.milliseconds = milliseconds;
  result.patient = std::move(answer.patient);
  result.entries = std::move(answer.entries);
  result.accesses = std::move(answer.accesses);
  return result;
}

}  // namespace sluis::routing
