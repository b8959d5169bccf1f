#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/operations/decision_json_support.hpp"
#include "gateway/operations/json_support.hpp"
#include "gateway/spi/operation.hpp"

namespace sluis::operations {
namespace {

void write_access(core::JsonWriter& out, const model::Access& access) {
  out.begin_object().member("at", core::to_text(access.at)).member("operation", access.operation).member("who", access.who);
  out.member("category", access.category);
  write_text_or_null(out, "organisation", access.organisation);
  out.member("outcome", access.outcome);
  write_text_or_null(out, "reason", access.reason);
  write_text_or_null(out, "break_the_glass", access.break_the_glass);
  write_text_or_null(out, "representation", access.representation);
  out.end_object();
}

// Who looked or tried to look, for the patient himself.
class Accesses final : public spi::Operation {
 public:
  explicit Accesses(mappings::policy::Reasons reasons) : reasons_(std::move(reasons)) {}

  const spi::OperationFacts& facts() const override {
    static const spi::OperationFacts facts{spi::Door::Json, {}, "ReadAccesses", "/api/v1/accesses", {}, {}, {}};
    return facts;
  }

  Result<model::Order> read(const message::Verified& message) const override {
    auto json = JsonObject::parse(message.text());
    if (!json) return std::move(json).error();
    json->only({"patient"});
    model::AccessQuery query{read_patient(*json)};
    if (auto fault = json->fault()) return std::move(*fault);
    model::Order order;
    order.kind = model::OrderKind::ReadAccesses;
    order.caller = message.identity();
    order.header = header_of(message.identity(), std::nullopt, message.correlation_id());
    order.content = std::move(query);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const spi::Voice&) const override {
    core::JsonWriter out;
    out.begin_object().key("decision");
    write_decision(out, decision, reasons_);
    out.key("accesses").begin_array();
    for (const auto& access : answer.accesses) write_access(out, access);
    out.end_array().end_object();
    return out.text();
  }

 private:
  mappings::policy::Reasons reasons_;
};

}  // namespace

std::unique_ptr<spi::Operation> make_accesses() {
  return std::make_unique<Accesses>(mappings::policy::Reasons::load(core::installed_mappings() + "/policy/reasons.table"));
}

}  // namespace sluis::operations
