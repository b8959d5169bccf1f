#include "gateway/core/calendar.hpp"
#include "gateway/operations/json_operation_support.hpp"

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

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader&) {
  asked.only({"patient"});
  return model::AccessQuery{read_patient(asked)};
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.key("accesses").begin_array();
  for (const auto& access : answer.accesses) write_access(out, access);
  out.end_array().end_object();
  return out.text();
}

}  // namespace

// Who looked or tried to look, for the patient himself.
std::unique_ptr<spi::Operation> make_accesses() {
  return json_operation({.kind = model::OrderKind::ReadAccesses, .name = "ReadAccesses", .path = "/api/v1/accesses", .read = read, .write = write});
}

}  // namespace sluis::operations
