#include "gateway/operations/dossier_json_support.hpp"
#include "mappings/single_message/history.hpp"

namespace sluis::operations {
namespace {

namespace smc = mappings::single_message;

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  asked.only({"sguid", "dguid", "caller"});
  model::DossierOrder order;
  order.session = asked.text_or_empty("sguid");
  order.dispensation = asked.text_or_empty("dguid");
  for (const auto* name : {"sguid", "dguid"})
    if (const auto guid = asked.text_or_empty(name); !guid.empty() && !smc::is_guid(guid)) asked.refuse(name, "a GUID (TIP_401)");
  if (order.session.empty() && !order.dispensation.empty()) asked.refuse("sguid", "the session of the dispensation (TIP_ERROR_DGUID_FILLED_IN_SGUID_NOT)");
  name_pharmacist(asked, message, header);
  return order;
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_dossier_answer(out, decision, answer, reasons);
  out.key("messages").begin_array();
  const auto message = smc::SingleMessage::parse(answer.dossier ? answer.dossier->message : std::string{});
  if (message) {
    for (const auto& status : smc::statuses_in(*message)) {
      out.begin_object();
      write_text_or_null(out, "at", status.at);
      write_text_or_null(out, "type", status.type);
      write_text_or_null(out, "code", status.code);
      write_text_or_null(out, "mguid", status.message);
      write_text_or_null(out, "sguid", status.session);
      write_text_or_null(out, "dguid", status.dispensation);
      out.end_object();
    }
  }
  return out.end_array().end_object().text();
}

}  // namespace

std::unique_ptr<spi::Operation> make_dispensation_status() {
  return json_operation({.kind = model::OrderKind::ReadDossierStatus, .name = "DispensationStatus", .path = "/api/v1/dispensations/status", .read = read, .write = write});
}

}  // namespace sluis::operations
