#include "gateway/core/calendar.hpp"
#include "gateway/operations/json_operation_support.hpp"

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

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader&) {
  asked.only({"questions"});
  std::vector<model::Question> questions;
  for (const auto& question : asked.objects("questions", kMostQuestions)) questions.push_back(read_question(question));
  return questions;
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer&, const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  out.begin_object().key("decisions").begin_array();
  for (const auto& answer : decision.answers) write_decision(out, answer, reasons);
  out.end_array().end_object();
  return out.text();
}

}  // namespace

std::unique_ptr<spi::Operation> make_decisions() {
  return json_operation({.kind = model::OrderKind::Decide, .name = "Decide", .path = "/api/v1/decisions", .read = read, .write = write});
}

}  // namespace sluis::operations
