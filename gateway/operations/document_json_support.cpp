#include "gateway/operations/document_json_support.hpp"

#include "mappings/hubservices_v3/hub_order.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  asked.only({"patient", "transaction", "caller", "break_the_glass"});
  const auto transaction = asked.object("transaction");
  transaction.only({"id", "sl", "hub"});
  const model::TransactionName name{transaction.text("id"), transaction.text("sl"), transaction.text_or_empty("hub")};
  if (asked.has("caller")) header = header_of(message.identity(), read_caller(asked.object("caller")), message.correlation_id());
  header.break_the_glass = asked.optional_text("break_the_glass");
  model::HubOrder order;
  order.patient = read_patient(asked);
  order.documents.push_back(name);
  order.hub = name.hub;
  order.opens_answer = true;
  order.body = v3::write_document_select(order.patient->value("INSS").value_or(""), name);
  return order;
}

std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  const auto& name = std::get<model::HubOrder>(order.content).documents.front();
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.key("errors").begin_array();
  for (const auto& error : answer.errors) out.begin_object().member("code", error.code).member("text", error.text).end_object();
  out.end_array();
  out.key("document");
  if (answer.body.empty()) {
    out.null();
  } else {
    out.begin_object().member("id", name.id).member("sl", name.local_scheme);
    write_text_or_null(out, "hub", name.hub);
    out.member("media_type", "text/xml").member("content", answer.body).end_object();
  }
  write_sources(out, answer.sources);
  out.end_object();
  return out.text();
}

}  // namespace

std::unique_ptr<spi::Operation> document_operation(model::OrderKind kind, std::string_view name, std::string_view path) {
  return json_operation({.kind = kind, .name = name, .path = path, .read = read, .write = write});
}

}  // namespace sluis::operations
