#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/operations/decision_json_support.hpp"
#include "gateway/operations/json_support.hpp"
#include "gateway/spi/operation.hpp"

namespace sluis::operations {
namespace {

void write_notification(core::JsonWriter& out, const model::Notification& told) {
  out.begin_object().member("at", core::to_text(told.at));
  out.key("patient").begin_object().member("ssin", told.patient.text()).end_object();
  out.member("kind", told.kind).member("operation", told.operation).member("record_id", told.record_id);
  out.member("by", told.by.empty() ? "patient" : told.by).end_object();
}

// What the caller was told about acts of others, newest first.
class Notifications final : public spi::Operation {
 public:
  explicit Notifications(mappings::policy::Reasons reasons) : reasons_(std::move(reasons)) {}

  const spi::OperationFacts& facts() const override {
    static const spi::OperationFacts facts{spi::Door::Json, {}, "ReadNotifications", "/api/v1/notifications", {}, {}, {}};
    return facts;
  }

  Result<model::Order> read(const message::Verified& message) const override {
    auto json = JsonObject::parse(message.text());
    if (!json) return std::move(json).error();
    json->only({});
    if (auto fault = json->fault()) return std::move(*fault);
    model::Order order;
    order.kind = model::OrderKind::ReadNotifications;
    order.caller = message.identity();
    order.header = header_of(message.identity(), std::nullopt, message.correlation_id());
    order.content = model::NotificationQuery{};
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const spi::Voice&) const override {
    core::JsonWriter out;
    out.begin_object().key("decision");
    write_decision(out, decision, reasons_);
    out.key("notifications").begin_array();
    for (const auto& told : answer.notifications) write_notification(out, told);
    out.end_array().end_object();
    return out.text();
  }

 private:
  mappings::policy::Reasons reasons_;
};

}  // namespace

std::unique_ptr<spi::Operation> make_notifications() {
  return std::make_unique<Notifications>(mappings::policy::Reasons::load(core::installed_mappings() + "/policy/reasons.table"));
}

}  // namespace sluis::operations
