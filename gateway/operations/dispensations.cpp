#include "gateway/operations/dossier_json_support.hpp"
#include "mappings/single_message/preparation.hpp"

namespace sluis::operations {
namespace {

namespace smc = mappings::single_message;

model::OrderKind kind_of(const JsonObject& asked) {
  const auto action = asked.text("action");
  if (action == "update") return model::OrderKind::UpdateDispensations;
  if (action == "revoke") return model::OrderKind::RevokeDispensations;
  if (action != "register") asked.refuse("action", "register, update or revoke");
  return model::OrderKind::RegisterDispensations;
}

// The message says whom it is about; only of the kinds that name nobody the order has to.
std::optional<model::PatientClaim> patient_of(const JsonObject& asked, const std::string& message) {
  const auto read = smc::SingleMessage::parse(message);
  if (!read) {
    asked.refuse("message", "a single message, XML (TIP_300)");
    return std::nullopt;
  }
  const auto named = smc::patient_of_message(*read);
  if (const auto* wrong = std::get_if<smc::Refusal>(&named)) {
    asked.refuse("message", "another message: " + wrong->text + " (" + wrong->code + ")");
    return std::nullopt;
  }
  const auto& number = std::get<std::string>(named);
  if (asked.has("patient")) {
    auto patient = read_patient(asked);
    if (!number.empty() && patient.value("INSS") != number) asked.refuse("patient", "the patient of the message");
    return patient;
  }
  if (number.empty()) asked.refuse("patient", "the patient, whom this kind of message doesn't name");
  model::PatientClaim patient;
  patient.ids.push_back({"INSS", number, {}});
  return patient;
}

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  asked.only({"action", "message", "patient", "caller", "consent", "relation", "signature"});
  model::DossierOrder order;
  order.message = asked.text("message");
  if (!order.message.empty()) order.patient = patient_of(asked, order.message);
  order.consent_known = optional_flag(asked, "consent");
  read_grounds(asked, message, order, header);
  return order;
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_dossier_answer(out, decision, answer, reasons);
  const auto told = answer.dossier.value_or(model::DossierAnswer{});
  write_text_or_null(out, "sguid", told.session);
  out.key("dispensations").begin_array();
  for (const auto& one : told.registered) {
    out.begin_object().member("dguid", one.dispensation);
    write_text_or_null(out, "local_reference", one.local_reference);
    write_text_or_null(out, "product", one.product);
    out.end_object();
  }
  out.end_array().key("filtered").begin_array();
  for (const auto& product : told.filtered) out.value(product);
  return out.end_array().end_object().text();
}

}  // namespace

std::unique_ptr<spi::Operation> make_dispensations() {
  JsonOperation parts{.kind = model::OrderKind::RegisterDispensations, .name = "Dispensations", .path = "/api/v1/dispensations", .read = read, .write = write};
  parts.kind_of = kind_of;
  return json_operation(parts);
}

}  // namespace sluis::operations
