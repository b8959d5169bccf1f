#include "gateway/operations/json_operation_support.hpp"

#include "gateway/core/installed.hpp"

namespace sluis::operations {
namespace {

class JsonResource final : public spi::Operation {
 public:
  explicit JsonResource(const JsonOperation& parts)
      : parts_(parts), reasons_(mappings::policy::Reasons::load(core::installed_mappings() + "/policy/reasons.table")) {
    facts_.door = spi::Door::Json;
    facts_.name = parts.name;
    facts_.path = parts.path;
    facts_.content_type = parts.content_type;
    facts_.method = parts.method;
  }

  const spi::OperationFacts& facts() const override { return facts_; }

  Result<model::Order> read(const message::Verified& message) const override {
    auto json = JsonObject::parse(message.text());
    if (!json) return std::move(json).error();
    model::Order order;
    order.kind = parts_.kind_of == nullptr ? parts_.kind : parts_.kind_of(*json);
    order.caller = message.identity();
    order.header = header_of(message.identity(), std::nullopt, message.correlation_id());
    order.content = parts_.read(*json, message, order.header);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    if (auto fault = json->fault()) return std::move(*fault);
    return order;
  }

  std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                    const spi::Voice&) const override {
    return parts_.write(order, decision, answer, reasons_);
  }

 private:
  const JsonOperation parts_;
  spi::OperationFacts facts_;
  const mappings::policy::Reasons reasons_;
};

}  // namespace

std::unique_ptr<spi::Operation> json_operation(const JsonOperation& parts) { return std::make_unique<JsonResource>(parts); }

void begin_with_decision(core::JsonWriter& out, const model::Decision& decision, const mappings::policy::Reasons& reasons) {
  out.begin_object().key("decision");
  write_decision(out, decision, reasons);
}

}  // namespace sluis::operations
