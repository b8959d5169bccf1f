#include "adapters/vitalink/native_exchange.hpp"

#include <algorithm>
#include <stdexcept>

#include "adapters/vitalink/contract.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/model/identifiers.hpp"
#include "mappings/vitalink/scheme_entries.hpp"
#include "mappings/vitalink/vault_uri.hpp"

namespace sluis::adapters::vitalink {
namespace {

namespace native_model = mappings::vitalink;

constexpr std::string_view kNodes[] = {"medication-scheme", "sumehr", "vaccination", "population-based-screening", "child-prevention", "diary-note"};

bool wanted(const model::ReferenceQuery& query, const model::DirectoryEntry& entry) {
  const auto& all = query.categories;
  if (!all.empty() && std::find(all.begin(), all.end(), entry.category) == all.end()) return false;
  return !(query.begin && entry.date < query.begin->substr(0, 10)) && !(query.end && entry.date > query.end->substr(0, 10));
}

// The heaviest thing that a call of several nodes ran into.
void judge(const native_model::NativeResponse& response, const mappings::hubservices_v3::PeerCodes& codes, model::SourceStatus& status) {
  mappings::hubservices_v3::ListResponse told;
  told.complete = response.success();
  for (const auto& error : response.errors) told.errors.push_back({error.code, {}, {}});
  if (!response.success()) told.errors.push_back({response.code, {}, {}});
  const auto judged = codes.status_of(told);
  if (judged.code.empty()) return;
  status.state = judged.state;
  status.code = judged.code;
  status.text = judged.text;
}

}  // namespace

NativeExchange::NativeExchange(spi::NetworkSettings settings, const spi::Surroundings& house)
    : settings_([&] {
        if (settings.source_id.empty()) {
          const auto hub = settings.extra.find("hub_id");
          settings.source_id = settings.kind + ":" + (hub == settings.extra.end() ? std::string() : hub->second);
        }
        return std::move(settings);
      }()),
      house_(house),
      client_(settings_, house),
      codes_(mappings::hubservices_v3::PeerCodes::load(core::installed_mappings() + "/hubservices_v3/peer_codes.table")) {
  if (settings_.url.empty()) throw std::runtime_error("url: expected the address of the connector");
  if (!model::Ehp::parse(setting("hub_id"))) throw std::runtime_error("hub_id: expected an EHP number of ten digits with its check");
}

std::string NativeExchange::setting(const std::string& key) const {
  const auto found = settings_.extra.find(key);
  return found == settings_.extra.end() ? std::string{} : found->second;
}

bool NativeExchange::serves(model::OrderKind kind) const {
  return kind == model::OrderKind::ListReferences || kind == model::OrderKind::GetTransactionSet ||
         kind == model::OrderKind::PutTransactionSet || kind == model::OrderKind::GetLatestUpdate;
}

Result<model::Answer> NativeExchange::exchange(const model::Order& order, const model::Decision&, spi::Deadline deadline) {
  switch (order.kind) {
    case model::OrderKind::ListReferences: return list(order, deadline);
    case model::OrderKind::GetTransactionSet: return get_set(order, deadline);
    case model::OrderKind::PutTransactionSet: return put_set(order, deadline);
    case model::OrderKind::GetLatestUpdate: return latest_update(order, deadline);
    default: return Fault(FaultId::NoRoute, "the native door doesn't serve this order", settings_.source_id);
  }
}

std::vector<model::BusinessError> NativeExchange::errors_of(const native_model::NativeResponse& response) const {
  std::vector<mappings::hubservices_v3::ErrorReport> reports;
  if (!response.success()) reports.push_back({response.code, {}, {}});
  for (const auto& error : response.errors)
    if (error.code != response.code) reports.push_back({error.code, {}, {}});
  return codes_.errors_of(response.success(), reports);
}

// A scheme is one reference, dated by its newest element.
model::DirectoryEntry NativeExchange::scheme_reference(const NativeClient::WholeNode& whole, const model::DirectoryEntry& newest) const {
  auto entry = newest;
  entry.name.id = "/subject/" + whole.last.subject + "/medication-scheme";
  entry.category = "medicationscheme";
  entry.fetch_with = "GetTransactionSet";
  return entry;
}

Result<model::Answer> NativeExchange::list(const model::Order& order, spi::Deadline deadline) const {
  const auto& query = std::get<model::ReferenceQuery>(order.content);
  model::Answer answer;
  model::SourceStatus status;
  status.source = settings_.source_id;
  status.state = model::SourceState::Empty;
  for (const auto node : kNodes) {
    auto request = client_.request_for(order, native_model::NativeCall::Fetch);
    request.with_business_data = true;
    const auto whole = client_.whole_node(std::move(request), std::string(node), deadline);
    if (!whole) return whole.error();
    judge(whole->last, codes_, status);
    std::vector<model::DirectoryEntry> found;
    for (const auto& entry : whole->node.entries) {
      auto reference = native_model::reference_of(entry, order.patient_number());
      if (!reference) return Fault(FaultId::NetworkAnswerRefused, reference.error().log_text(), settings_.source_id);
      found.push_back(std::move(*reference));
    }
    if (node == kNodes[0] && !found.empty()) {
      const auto newest = std::max_element(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.recorded < b.recorded; });
      found = {scheme_reference(*whole, *newest)};
    }
    std::copy_if(found.begin(), found.end(), std::back_inserter(answer.entries), [&](const auto& entry) { return wanted(query, entry); });
  }
  const auto title = setting("title");
  for (auto& entry : answer.entries) {
    entry.name.hub = setting("hub_id");
    entry.hub_name = title.empty() ? settings_.name : title;
    entry.sources = {settings_.source_id};
  }
  if (!answer.entries.empty())
    status.state = status.code.empty() ? model::SourceState::Complete : model::SourceState::Partial;
  answer.sources.push_back(std::move(status));
  return answer;
}

}  // namespace sluis::adapters::vitalink
