#include "gateway/operations/dossier_json_support.hpp"

namespace sluis::operations {
namespace {

model::OrderKind kind_of(const JsonObject& asked) {
  const auto about = asked.text_or_empty("about");
  if (about == "filter") return model::OrderKind::ReadProductFilter;
  if (about == "system_services") return model::OrderKind::ReadSystemServices;
  if (!about.empty() && about != "alive") asked.refuse("about", "alive, filter or system_services");
  return model::OrderKind::CheckDossier;
}

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  asked.only({"about", "caller"});
  name_pharmacist(asked, message, header);
  return model::DossierOrder{};
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_dossier_answer(out, decision, answer, reasons);
  write_text_or_null(out, "message", answer.dossier ? answer.dossier->message : std::string{});
  return out.end_object().text();
}

}  // namespace

std::unique_ptr<spi::Operation> make_dossier_services() {
  JsonOperation parts{.kind = model::OrderKind::CheckDossier, .name = "DossierServices", .path = "/api/v1/dossier/services", .read = read, .write = write};
  parts.kind_of = kind_of;
  return json_operation(parts);
}

}  // namespace sluis::operations
