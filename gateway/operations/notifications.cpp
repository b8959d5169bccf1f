#include "gateway/core/calendar.hpp"
#include "gateway/operations/json_operation_support.hpp"

namespace sluis::operations {
namespace {

// What a patient reads of emergency access, in the languages of the country and in English.
void write_notice(core::JsonWriter& out, const mappings::policy::ReasonText& notice) {
  out.key("text").begin_object().member("nl", notice.nl).member("fr", notice.fr).member("de", notice.de).member("en", notice.en).end_object();
}

void write_notification(core::JsonWriter& out, const model::Notification& told, const mappings::policy::Reasons& reasons) {
  out.begin_object().member("at", core::to_text(told.at));
  out.key("patient").begin_object().member("ssin", told.patient.text()).end_object();
  out.member("kind", told.kind).member("operation", told.operation).member("record_id", told.record_id);
  out.member("by", told.by.empty() ? "patient" : told.by);
  if (told.kind == "break_the_glass") write_notice(out, reasons.of("notice_break_the_glass"));
  out.end_object();
}

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader&) {
  asked.only({});
  return model::NotificationQuery{};
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.key("notifications").begin_array();
  for (const auto& told : answer.notifications) write_notification(out, told, reasons);
  out.end_array().end_object();
  return out.text();
}

}  // namespace

// What the caller was told about acts of others, newest first.
std::unique_ptr<spi::Operation> make_notifications() {
  return json_operation({.kind = model::OrderKind::ReadNotifications, .name = "ReadNotifications", .path = "/api/v1/notifications", .read = read, .write = write});
}

}  // namespace sluis::operations
