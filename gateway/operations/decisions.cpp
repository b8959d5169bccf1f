#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/operations/decision_json_support.hpp"
#include "gateway/operations/json_support.hpp"
#include "gateway/spi/operation.hpp"

namespace sluis::operations {
namespace {

constexpr std::size_t kMostQuestions = 1000;

model::TransactionName read_transaction(const JsonObject& transaction) {
  transaction.only({"id", "sl", "hub"});
  return {transaction.text("id"), transaction.text("sl"), transaction.text("hub")};
}

std::optional<core::Instant> read_moment(const JsonObject& json, std::string_view name) {
  const auto text = json.optional_text(name);
  if (!text) return std::nullopt;
  const auto moment = core::parse_instant(*text);
  if (!moment) json.refuse(name, "a moment like 2026-11-20T10:15:00+01:00");
  return moment;
}

model::Question read_question(const JsonObject& json) {
  json.only({"caller", "patient", "source", "category", "action", "at", "as_known_at", "break_the_glass", "transaction"});
  model::Question question;
  question.caller = read_caller(json.object("caller"));
  question.patient = read_patient(json).ids.front().value;
  question.source = json.text_or_empty("source");
  question.category = json.text("category");
  question.action = json.text("action");
  if (question.action != "read" && question.action != "write") json.refuse("action", "read or write");
  question.at = read_moment(json, "at");
  question.as_known_at = read_moment(json, "as_known_at");
  question.break_the_glass = json.optional_text("break_the_glass");
  if (json.has("transaction")) question.transaction = read_transaction(json.object("transaction"));
  return question;
}

class Decisions final : public spi::Operation {
 public:
  explicit Decisions(mappings::policy::Reasons reasons) : reasons_(std::move(reasons)) {}

  const spi::OperationFacts& facts() const override {
    static const spi::OperationFacts facts{spi::Door::Json, {}, "Decide", "/api/v1/decisions", {}, {}, {}};
    return facts;
  }

  Result<model::Order> read(const message::Verified& message) const override {
    auto json = JsonObject::parse(message.text());
    if (!json) return std::move(json).error();
    json->only({"questions"});
    std::vector<model::Question> questions;
    for (const auto& question : json->objects("questions", kMostQuestions)) questions.push_back(read_question(question));
    if (auto fault = json->fault()) return std::move(*fault);
    model::Order order;
    order.kind = model::OrderKind::Decide;
    order.caller = message.identity();
    order.header = header_of(message.identity(), std::nullopt, message.correlation_id());
    order.content = std::move(questions);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order&, const model::Decision& decision, const model::Answer&, const spi::Voice&) const override {
    core::JsonWriter out;
    out.begin_object().key("decisions").begin_array();
    for (const auto& answer : decision.answers) write_decision(out, answer, reasons_);
    out.end_array().end_object();
    return out.text();
  }

 private:
  mappings::policy::Reasons reasons_;
};

}  // namespace

std::unique_ptr<spi::Operation> make_decisions() {
  return std::make_unique<Decisions>(mappings::policy::Reasons::load(core::installed_mappings() + "/policy/reasons.table"));
}

}  // namespace sluis::operations
