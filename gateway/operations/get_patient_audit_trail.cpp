#include <algorithm>
#include <charconv>

#include "gateway/operations/hub_frame_support.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v3/audit_trail.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

constexpr int kPageSize = 100;

// Numbers of the schema already; what asks for nothing or for part of a row is told.
std::optional<int> number_of(const std::optional<std::string>& text, int at_least) {
  if (!text) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  return error == std::errc{} && end == text->data() + text->size() && number >= at_least ? std::optional(number) : std::nullopt;
}

Status check(const model::RequestHeader& header) {
  const auto refused = [](const std::string& why) { return Fault(FaultId::QuestionRefused, why).tell_caller(why); };
  if (header.max_rows && !number_of(header.max_rows, 1)) return refused("maxrows is no whole number from 1");
  if (header.page_index && !number_of(header.page_index, 0)) return refused("paginationinfo/index is negative");
  return Done{};
}

// Who looked, in the words of a hub.
class GetPatientAuditTrail final : public spi::Operation {
 public:
  explicit GetPatientAuditTrail(v3::ReasonCodes codes) : codes_(std::move(codes)) {}

  const spi::OperationFacts& facts() const override {
    static const spi::OperationFacts facts{spi::Door::Soap, "intrahub", "GetPatientAuditTrail", "/IntraHub/v3", v3::kProtocol, v3::kAuditRequest, v3::kAuditAction};
    return facts;
  }

  Result<model::Order> read(const message::Verified& message) const override {
    const auto body = message.payload();
    if (auto clean = mappings::hubservices_v2::check_identifiers(body); !clean) return std::move(clean).error();
    auto request = v3::read_audit_request(body);
    if (auto good = check(request.header); !good) return std::move(good).error();
    model::Order order;
    order.kind = model::OrderKind::ReadAuditTrail;
    order.caller = message.identity();
    order.header = std::move(request.header);
    order.content = std::move(request.query);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                    const spi::Voice& voice) const override {
    v3::AuditResponse response;
    response.header = hub_answer_header(order, voice);
    if (!decision.permitted()) {
      response.errors = hub_refusal(decision, codes_);
    } else {
      add_sources(answer, response);
    }
    response.complete = response.errors.empty();
    if (decision.permitted()) add_accesses(order, answer, response);
    return v3::write_audit_response(response);
  }

 private:
  static void add_sources(const model::Answer& answer, v3::AuditResponse& response) {
    for (const auto& error : answer.errors) response.errors.push_back({error.code, error.text, {}});
    for (const auto& source : answer.sources) {
      const auto status = model::status_text(source.state);
      if (status == "complete") continue;
      const auto hub = source.source.starts_with("hub:") ? source.source.substr(4) : source.source;
      response.errors.push_back({source.code.empty() ? "500" : source.code, source.name + ": " + (source.text.empty() ? std::string(status) : source.text), hub});
    }
  }

  static void add_accesses(const model::Order& order, const model::Answer& answer, v3::AuditResponse& response) {
    response.patient = order.patient_number();
    int total = static_cast<int>(answer.accesses.size());
    if (const auto most = number_of(order.header.max_rows, 1)) total = std::min(total, *most);
    int from = 0;
    int count = total;
    if (const auto index = number_of(order.header.page_index, 0)) {
      from = std::min(total, *index);
      count = std::min(kPageSize, total - from);
      response.page = v3::PageInfo{kPageSize, total};
    }
    response.accesses.assign(answer.accesses.begin() + from, answer.accesses.begin() + from + count);
    if (total == 0 && response.complete) response.errors.push_back({"202", "No data available for profile or criteria", {}});
  }

  v3::ReasonCodes codes_;
};

}  // namespace

std::unique_ptr<spi::Operation> make_get_patient_audit_trail() { return std::make_unique<GetPatientAuditTrail>(hub_reason_codes()); }

}  // namespace sluis::operations
