#include <algorithm>
#include <array>

#include "gateway/operations/dossier_json_support.hpp"
#include "mappings/single_message/history.hpp"

namespace sluis::operations {
namespace {

namespace smc = mappings::single_message;

constexpr std::array<std::string_view, 3> kTypes{"medicationhistory", "medicationscheme_timestamps", "medicationscheme_entries"};
constexpr int kMostPages = 1'000'000;

void read_period(const JsonObject& asked, model::DossierOrder& order) {
  order.range = asked.text_or_empty("range");
  if (order.range.empty()) order.range = asked.has("from") || asked.has("to") ? "CUSTOM" : "DEFAULT";
  if (order.range != "FULL" && order.range != "DEFAULT" && order.range != "CUSTOM")
    asked.refuse("range", "FULL, DEFAULT or CUSTOM (PCDH_ERROR_UNKNOWN_DATE_RANGE_TYPE)");
  order.begin = read_day(asked, "from");
  order.end = read_day(asked, "to");
  const bool both = !order.begin.empty() && !order.end.empty();
  if (order.range == "CUSTOM" ? !both : !order.begin.empty() || !order.end.empty())
    asked.refuse("from", "from and to with CUSTOM, and with nothing else (PCDH_ERROR_INVALID_DATE_RANGE)");
  if (both && order.begin > order.end) asked.refuse("to", "a date that is not before `from` (PCDH_ERROR_INVALID_DATE_RANGE)");
}

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  asked.only({"patient", "caller", "type", "range", "from", "to", "exclude_own", "relation", "signature", "page", "client_message_id"});
  model::DossierOrder order;
  order.patient = read_patient(asked);
  order.data_type = asked.text_or_empty("type");
  if (order.data_type.empty()) order.data_type = kTypes.front();
  if (std::ranges::find(kTypes, order.data_type) == kTypes.end())
    asked.refuse("type", "medicationhistory, medicationscheme_timestamps or medicationscheme_entries (PCDH_ERROR_DATATYPE_UNKNOW)");
  read_period(asked, order);
  order.without_own = asked.has("exclude_own") && asked.flag("exclude_own");
  order.page = asked.optional_number("page", 0, kMostPages).value_or(0);
  order.client_message = asked.text_or_empty("client_message_id");
  read_grounds(asked, message, order, header);
  return order;
}

void write_delivered(core::JsonWriter& out, const smc::Delivered& one) {
  out.begin_object().member("dguid", one.dispensation);
  write_text_or_null(out, "sguid", one.session);
  write_text_or_null(out, "delivered", one.delivered);
  out.member("sealed", one.sealed);
  write_text_or_null(out, "cnk", one.cnk);
  write_text_or_null(out, "name", one.name);
  out.member("magistral", one.magistral);
  write_text_or_null(out, "units", one.units);
  write_text_or_null(out, "posology", one.posology);
  out.key("prescribed");
  if (one.prescribed.empty()) out.null();
  else out.value(one.prescribed == "true" || one.prescribed == "1");
  write_text_or_null(out, "quality", one.quality);
  out.end_object();
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_dossier_answer(out, decision, answer, reasons);
  const auto xml = answer.dossier ? answer.dossier->message : std::string{};
  out.key("dispensations").begin_array();
  if (const auto message = smc::SingleMessage::parse(xml))
    for (const auto& one : smc::delivered_in(*message)) write_delivered(out, one);
  out.end_array();
  write_text_or_null(out, "message", xml);
  return out.end_object().text();
}

}  // namespace

std::unique_ptr<spi::Operation> make_medication_history() {
  return json_operation({.kind = model::OrderKind::ReadMedicationHistory, .name = "MedicationHistory", .path = "/api/v1/medication-history", .read = read, .write = write});
}

}  // namespace sluis::operations
