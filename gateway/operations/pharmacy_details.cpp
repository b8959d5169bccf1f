#include "gateway/operations/dossier_json_support.hpp"
#include "mappings/single_message/history.hpp"

namespace sluis::operations {
namespace {

namespace smc = mappings::single_message;

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  asked.only({"patient", "caller", "dguid", "motivation", "relation", "signature"});
  model::DossierOrder order;
  order.patient = read_patient(asked);
  order.dispensation = asked.text("dguid");
  if (!order.dispensation.empty() && !smc::is_guid(order.dispensation)) asked.refuse("dguid", "a GUID (TIP_401)");
  const auto motivation = asked.object("motivation");  // why: without it nobody learns which pharmacy it was
  motivation.only({"type", "text"});
  order.motivation_type = motivation.text("type");
  order.motivation_text = motivation.text("text");
  read_grounds(asked, message, order, header);
  return order;
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_dossier_answer(out, decision, answer, reasons);
  const auto message = smc::SingleMessage::parse(answer.dossier ? answer.dossier->message : std::string{});
  write_text_or_null(out, "pharmacy", message ? smc::pharmacy_in(*message) : std::string{});
  return out.end_object().text();
}

}  // namespace

std::unique_ptr<spi::Operation> make_pharmacy_details() {
  return json_operation({.kind = model::OrderKind::ReadPharmacyDetails, .name = "PharmacyDetails", .path = "/api/v1/pharmacy-details", .read = read, .write = write});
}

}  // namespace sluis::operations
