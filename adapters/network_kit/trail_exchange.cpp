#include "adapters/network_kit/trail_exchange.hpp"

#include "adapters/network_kit/author.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"

namespace sluis::adapters::network_kit {
namespace {

namespace v3 = mappings::hubservices_v3;

constexpr int kMostPages = 50;  // a source that never ends its trail is cut off, and said to be partial

std::string setting(const spi::NetworkSettings& settings, const std::string& key) {
  const auto found = settings.extra.find(key);
  return found == settings.extra.end() ? std::string{} : found->second;
}

model::SourceStatus status_of(const std::string& source, model::SourceState state) {
  model::SourceStatus status;
  status.source = source;
  status.state = state;
  return status;
}

}  // namespace

TrailExchange::TrailExchange(const spi::NetworkSettings& settings, const spi::Surroundings& house, const native::Schema* schema)
    : settings_(settings),
      house_(house),
      counterpart_{settings.source_id, settings.url, setting(settings, "identity"), setting(settings, "trusted_roots")},
      codes_(v3::PeerCodes::load(core::installed_mappings() + "/hubservices_v3/peer_codes.table")),
      schema_(schema) {}

v3::AuditRequest TrailExchange::request_of(const model::Order& order) const {
  v3::AuditRequest request;
  request.header.author = author_for(order, house_.own);
  const auto moment = core::brussels_date_time(house_.clock.now());
  request.header.date = moment.substr(0, 10);
  request.header.time = moment.substr(11);
  request.header.break_the_glass = order.header.break_the_glass;
  request.query = std::get<model::AccessQuery>(order.content);
  request.query.patient = model::PatientClaim{};
  if (const auto number = order.patient_number(); !number.empty()) request.query.patient.ids.push_back({"INSS", number, {}});
  request.query.scope = model::SearchScope::Local;  // the gateway itself fans out
  return request;
}

Result<model::Answer> TrailExchange::ask(const model::Order& order, spi::Deadline deadline) const {
  auto request = request_of(order);
  const Lent lent{house_.wire, house_.tokens, house_.clock, house_.random};
  model::Answer answer;
  auto status = status_of(settings_.source_id, model::SourceState::Complete);
  for (int page = 1;; ++page) {
    request.header.id = fresh_request_id(house_.own, house_.random);
    if (page > 1) request.header.page_index = std::to_string(answer.accesses.size());
    auto reply = soap_call(counterpart_, lent, v3::kAuditAction, v3::write_audit_request(request), schema_, deadline);
    if (!reply) return std::move(reply).error();
    if (reply->refusal) {
      status.state = model::SourceState::Refused;
      status.code = *reply->refusal;
      status.text = "the source does not authorise us";
      break;
    }
    auto told = v3::read_audit_response(reply->answer.payload);
    if (!told) return refused(counterpart_, told.error().log_text());
    if (told->request_id != request.header.id) return refused(counterpart_, "the answer is to another request");
    if (!told->patient.empty() && !order.patient_number().empty() && told->patient != order.patient_number())
      return refused(counterpart_, "the trail is about another patient");
    const bool fresh = !told->accesses.empty();
    for (auto& access : told->accesses) answer.accesses.push_back(std::move(access));
    for (const auto& error : codes_.errors_of(told->complete, told->errors)) {
      if (error.code == "202") continue;
      status.state = answer.accesses.empty() ? model::SourceState::Refused : model::SourceState::Partial;
      status.code = error.code;
      status.text = error.text;
    }
    if (!told->page || !fresh || static_cast<int>(answer.accesses.size()) >= told->page->total) break;
    if (page == kMostPages) {
      status.state = model::SourceState::Partial;
      status.text = "the trail doesn't end";
      break;
    }
  }
  if (status.state == model::SourceState::Complete && answer.accesses.empty()) status.state = model::SourceState::Empty;
  status.entries = static_cast<int>(answer.accesses.size());
  answer.sources.push_back(std::move(status));
  return answer;
}

}  // namespace sluis::adapters::network_kit
