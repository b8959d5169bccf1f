#include "gateway/operations/dossier_json_support.hpp"

namespace sluis::operations {
namespace {

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  asked.only({"patient", "caller", "from", "to", "relation", "signature"});
  model::DossierOrder order;
  order.patient = read_patient(asked);
  order.begin = read_day(asked, "from");
  order.end = read_day(asked, "to");
  if (!order.begin.empty() && !order.end.empty() && order.begin > order.end) asked.refuse("to", "a date that is not before `from`");
  read_grounds(asked, message, order, header);
  return order;
}

// An entry is named {system}/{kind of data}.
std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer, const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_dossier_answer(out, decision, answer, reasons);
  out.key("types").begin_array();
  for (const auto& entry : answer.entries) {
    const auto slash = entry.name.id.find('/');
    out.begin_object().member("system", entry.name.id.substr(0, slash)).member("type", slash == std::string::npos ? std::string{} : entry.name.id.substr(slash + 1));
    out.member("category", entry.category).end_object();
  }
  return out.end_array().end_object().text();
}

}  // namespace

std::unique_ptr<spi::Operation> make_dossier_types() {
  return json_operation({.kind = model::OrderKind::ReadDossierTypes, .name = "DossierTypes", .path = "/api/v1/dossier-types", .read = read, .write = write});
}

}  // namespace sluis::operations
