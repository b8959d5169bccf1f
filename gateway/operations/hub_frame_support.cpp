#include "gateway/operations/hub_frame_support.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v3/registrations.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

constexpr std::string_view kNoData = "202";  // told beside a complete answer (hubs.md section 5)

class Operation final : public spi::Operation {
 public:
  Operation(const HubOperation& parts, v3::ReasonCodes codes)
      : parts_(parts), request_(std::string(parts.name) + "Request"), action_(v3::action_of(parts.name)), codes_(std::move(codes)) {
    facts_ = {spi::Door::Soap, "intrahub", parts_.name, "/IntraHub/v3", v3::kProtocol, request_, action_};
  }

  const spi::OperationFacts& facts() const override { return facts_; }

  Result<model::Order> read(const message::Verified& message) const override {
    const auto body = message.payload();
    if (auto clean = mappings::hubservices_v2::check_identifiers(body); !clean) return std::move(clean).error();
    model::Order order;
    order.kind = parts_.kind;
    order.caller = message.identity();
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    if (parts_.read == nullptr) {
      auto request = v3::read_hub_request(body);
      order.header = std::move(request.header);
      order.content = std::move(request.order);
      return order;
    }
    order.header = v3::read_request_header(body.child(v3::kCore, "request"));
    order.content = parts_.read(body, order.caller, order.header);
    return order;
  }

  std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                    const spi::Voice& voice) const override {
    v3::HubResponse response;
    response.header = hub_answer_header(order, voice);
    if (!decision.permitted()) {
      response.errors = hub_refusal(decision, codes_);
    } else {
      for (const auto& error : answer.errors) response.errors.push_back({error.code, error.text, {}});
      response.content = parts_.write != nullptr ? parts_.write(order, answer) : answer.body;
    }
    response.complete = std::ranges::all_of(response.errors, [](const auto& error) { return error.code == kNoData; });
    return v3::write_hub_response(parts_.name, response);
  }

 private:
  const HubOperation parts_;
  const std::string request_;
  const std::string action_;
  spi::OperationFacts facts_;
  v3::ReasonCodes codes_;
};

}  // namespace

v3::ReasonCodes hub_reason_codes() { return v3::ReasonCodes::load(core::installed_mappings() + "/hubservices_v3/reason_codes.table"); }

v3::AnswerHeader hub_answer_header(const model::Order& order, const spi::Voice& voice) {
  const auto moment = core::brussels_date_time(voice.now);
  return {voice.number + "." + core::random_hex(voice.random, 8), mappings::kmehr::make_party(voice.number, voice.category, voice.name),
          moment.substr(0, 10), moment.substr(11), order.header.echo};
}

std::vector<v3::ErrorReport> hub_refusal(const model::Decision& decision, const v3::ReasonCodes& codes) {
  std::vector<v3::ErrorReport> errors;
  for (const auto& error : decision.errors) errors.push_back({error.code, error.text, {}});
  if (!errors.empty()) return errors;
  const auto* failed = decision.reason();
  const auto& reason = codes.of(failed == nullptr ? "default" : failed->rule);
  errors.push_back({reason.code, reason.text, {}});
  if (failed != nullptr && failed->text_key == "break_the_glass_not_for_category") errors.push_back({codes.of("glass_role").code, codes.of("glass_role").text, {}});
  return errors;
}

decltype(model::Order::content) read_hub_consent(native::Node body, const model::Identity&, model::RequestHeader& header) {
  auto order = v3::read_consent(body);
  v3::place_citizen(header.author, order.patient);
  return order;
}

decltype(model::Order::content) read_hub_link(native::Node body, const model::Identity&, model::RequestHeader& header) {
  auto order = v3::read_link(body, header.author);
  v3::place_citizen(header.author, order.patient);
  return order;
}

std::unique_ptr<spi::Operation> hub_operation(const HubOperation& parts) { return std::make_unique<Operation>(parts, hub_reason_codes()); }

}  // namespace sluis::operations
