#include "gateway/core/installed.hpp"
#include "gateway/operations/decision_json_support.hpp"
#include "gateway/operations/json_support.hpp"
#include "gateway/spi/operation.hpp"

namespace sluis::operations {
namespace {

constexpr int kMostVersions = 1'000'000;

// The original message behind a registration, byte for byte; a refusal is JSON.
class Evidence final : public spi::Operation {
 public:
  explicit Evidence(mappings::policy::Reasons reasons) : reasons_(std::move(reasons)) {}

  const spi::OperationFacts& facts() const override {
    static const spi::OperationFacts facts{spi::Door::Json, {}, "FetchEvidence", "/api/v1/evidence", {}, {}, {}, "text/xml; charset=utf-8"};
    return facts;
  }

  Result<model::Order> read(const message::Verified& message) const override {
    auto json = JsonObject::parse(message.text());
    if (!json) return std::move(json).error();
    json->only({"id", "version"});
    model::EvidenceOrder wanted{json->text("id"), json->optional_number("version", 1, kMostVersions)};
    if (auto fault = json->fault()) return std::move(*fault);
    model::Order order;
    order.kind = model::OrderKind::FetchEvidence;
    order.caller = message.identity();
    order.header = header_of(message.identity(), std::nullopt, message.correlation_id());
    order.content = std::move(wanted);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const spi::Voice&) const override {
    if (answer.kept) return answer.kept->bytes;
    core::JsonWriter out;
    out.begin_object().key("decision");
    write_decision(out, decision, reasons_);
    out.end_object();
    return out.text();
  }

 private:
  mappings::policy::Reasons reasons_;
};

}  // namespace

std::unique_ptr<spi::Operation> make_evidence() {
  return std::make_unique<Evidence>(mappings::policy::Reasons::load(core::installed_mappings() + "/policy/reasons.table"));
}

}  // namespace sluis::operations
