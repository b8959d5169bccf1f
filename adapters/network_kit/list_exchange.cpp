#include "adapters/network_kit/list_exchange.hpp"

#include <stdexcept>

#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/model/identifiers.hpp"
#include "adapters/network_kit/author.hpp"
#include "adapters/network_kit/known_hubs.hpp"

namespace sluis::adapters::network_kit {
namespace {

namespace v3 = mappings::hubservices_v3;

constexpr int kMostPages = 50;  // a source that never ends its list is cut off, and said to be partial

std::string renamed(const std::vector<std::pair<std::string, std::string>>& names, const std::string& type, bool towards_source) {
  for (const auto& [ours, theirs] : names)
    if ((towards_source ? ours : theirs) == type) return towards_source ? theirs : ours;
  return type;
}

int seen(const v3::ListResponse& response) { return static_cast<int>(response.entries.size()) + response.without_name; }

// The newest page tells how the list stands; what the earlier ones held stays.
void append(v3::ListResponse page, v3::ListResponse& all) {
  page.entries.insert(page.entries.begin(), std::make_move_iterator(all.entries.begin()), std::make_move_iterator(all.entries.end()));
  page.without_name += all.without_name;
  if (!page.patient) page.patient = std::move(all.patient);
  all = std::move(page);
}

model::Answer refused_by_source(const std::string& source, const std::string& code) {
  model::Answer answer;
  answer.sources.push_back({source, {}, model::SourceState::Refused, code, "the source does not authorise us", 0, 0, 0});
  return answer;
}

}  // namespace

ListExchange::ListExchange(spi::NetworkSettings settings, const spi::Surroundings& house, Dialect dialect)
    : settings_(with_known_hub(std::move(settings))),
      house_(house),
      dialect_(std::move(dialect)),
      codes_(v3::PeerCodes::load(core::installed_mappings() + "/hubservices_v3/peer_codes.table")) {
  if (settings_.url.empty()) throw std::runtime_error("url: expected the address of the hub service");
  if (!model::Ehp::parse(setting("hub_id"))) throw std::runtime_error("hub_id: expected an EHP number of ten digits with its check");
  if (house_.own.number.empty()) throw std::runtime_error("networks need our own number, category and name");
  if (settings_.source_id.empty()) settings_.source_id = settings_.kind + ":" + setting("hub_id");
  counterpart_ = {settings_.source_id, settings_.url, setting("identity"), setting("trusted_roots")};
  if (house_.schema_of) schema_ = house_.schema_of("intrahub");
  if (schema_ != nullptr) return;
  auto compiled = native::Schema::compile({core::installed_mappings() + "/hubservices_v3/protocol.xsd"});
  if (!compiled) throw std::runtime_error(compiled.error().log_text());
  compiled_ = std::make_shared<const native::Schema>(std::move(*compiled));
  schema_ = compiled_.get();
}

std::string ListExchange::setting(const std::string& key) const {
  const auto found = settings_.extra.find(key);
  return found == settings_.extra.end() ? std::string{} : found->second;
}

v3::ListRequest ListExchange::request_of(const model::Order& order) const {
  v3::ListRequest request;
  request.header.author = author_for(order, house_.own);
  const auto moment = core::brussels_date_time(house_.clock.now());
  request.header.date = moment.substr(0, 10);
  request.header.time = moment.substr(11);
  request.query = std::get<model::ReferenceQuery>(order.content);
  request.header.break_the_glass = request.query.break_the_glass;
  request.query.patient = model::PatientClaim{};
  request.query.patient.ids.push_back({"INSS", order.patient_number(), {}});
  request.query.scope = model::SearchScope::Local;  // the gateway itself fans out
  for (auto& category : request.query.categories) category = renamed(dialect_.type_names, category, true);
  return request;
}

Result<v3::ListResponse> ListExchange::ask_page(v3::ListRequest& request, int index, spi::Deadline deadline,
                                                std::optional<std::string>& refusal) const {
  request.header.id = fresh_request_id(house_.own, house_.random);
  if (index > 0) request.header.page_index = std::to_string(index);
  const Lent lent{house_.wire, house_.tokens, house_.clock, house_.random};
  auto reply = soap_call(counterpart_, lent, v3::kListAction, v3::write_list_request(request), schema_, deadline);
  if (!reply) return std::move(reply).error();
  if (reply->refusal) {
    refusal = reply->refusal;
    return v3::ListResponse{};
  }
  const auto sl = setting("sl");
  auto response = v3::read_list_response(reply->answer.payload, sl.empty() ? dialect_.default_local_scheme : std::string_view(sl));
  if (!response) return refused(counterpart_, response.error().log_text());
  if (response->request_id != request.header.id) return refused(counterpart_, "the answer is to another request");
  return response;
}

Result<model::Answer> ListExchange::ask(const model::Order& order, spi::Deadline deadline) const {
  auto request = request_of(order);
  v3::ListResponse all;
  for (int page = 1;; ++page) {
    std::optional<std::string> refusal;
    auto response = ask_page(request, seen(all), deadline, refusal);
    if (!response) return std::move(response).error();
    if (refusal) return refused_by_source(settings_.source_id, *refusal);
    if (all.patient && response->patient && all.patient->number != response->patient->number)
      return refused(counterpart_, "pages of one list are about different patients");
    const int fresh = seen(*response);
    append(std::move(*response), all);
    if (!all.page || fresh == 0 || seen(all) >= all.page->total) break;
    if (page == kMostPages) {
      all.complete = false;
      break;
    }
  }
  return answer_of(std::move(all));
}

model::Answer ListExchange::answer_of(v3::ListResponse response) const {
  model::Answer answer;
  auto status = codes_.status_of(response);
  if (response.without_name > 0) {
    if (status.state == model::SourceState::Complete || status.state == model::SourceState::Empty) status.state = model::SourceState::Partial;
    status.text = "documents without an identifier to fetch them by are left out";
  }
  status.source = settings_.source_id;
  answer.sources.push_back(std::move(status));
  answer.patient = std::move(response.patient);
  answer.entries = std::move(response.entries);
  const auto title = setting("title");
  for (auto& entry : answer.entries) {
    if (entry.name.hub.empty()) entry.name.hub = setting("hub_id");
    if (entry.hub_name.empty()) entry.hub_name = title.empty() ? settings_.name : title;
    entry.category = renamed(dialect_.type_names, entry.category, false);
    entry.sources = {settings_.source_id};
  }
  return answer;
}

}  // namespace sluis::adapters::network_kit
