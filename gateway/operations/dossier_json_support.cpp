#include "gateway/operations/dossier_json_support.hpp"

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "mappings/single_message/patient_signature.hpp"

namespace sluis::operations {

namespace smc = mappings::single_message;

namespace {

std::optional<model::PatientSignature> read_signature(const JsonObject& asked) {
  if (!asked.has("signature")) return std::nullopt;
  const auto signature = asked.object("signature");
  signature.only({"date_time", "signature", "public_key", "value"});
  model::PatientSignature out{signature.text("date_time"), {}};
  if (!core::parse_instant(out.date_time)) signature.refuse("date_time", "a date and time with its offset, like 2026-11-20T10:15:00+01:00");
  const bool ready = signature.has("value");
  if (ready == (signature.has("signature") || signature.has("public_key")))
    signature.refuse("value", "either value, or signature with public_key");
  out.value = ready ? signature.text("value")
                    : core::to_base64(std::string_view(smc::write_patient_signature({signature.text("signature"), signature.text("public_key")})));
  if (!core::from_base64(out.value)) signature.refuse("value", "base64");
  return out;
}

}  // namespace

void name_pharmacist(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  if (!asked.has("caller")) return;
  const auto caller = read_caller(asked.object("caller"));
  const auto& own = message.identity().organisation;
  if (!caller.organisation.empty() && (!own || caller.organisation.substr(0, own->number.size()) != own->number))
    asked.object("caller").refuse("organisation", "the pharmacy of the token");
  header = header_of(message.identity(), caller, message.correlation_id());
}

std::optional<bool> optional_flag(const JsonObject& asked, std::string_view name) {
  return asked.has(name) ? std::optional(asked.flag(name)) : std::nullopt;
}

void read_grounds(const JsonObject& asked, const message::Verified& message, model::DossierOrder& order, model::RequestHeader& header) {
  order.relation_known = optional_flag(asked, "relation");
  order.signature = read_signature(asked);
  name_pharmacist(asked, message, header);
}

std::string read_day(const JsonObject& asked, std::string_view name) {
  const auto text = asked.text_or_empty(name);
  if (!text.empty() && (text.size() != 10 || !core::parse_date(text))) asked.refuse(name, "a date like 2026-11-20");
  return text;
}

void begin_dossier_answer(core::JsonWriter& out, const model::Decision& decision, const model::Answer& answer,
                          const mappings::policy::Reasons& reasons) {
  begin_with_decision(out, decision, reasons);
  const bool done = decision.permitted() && answer.errors.empty() && answer.dossier.has_value();
  bool complete = done;
  for (const auto& source : answer.sources) complete = complete && model::status_text(source.state) == "complete";
  out.member("accepted", done && (complete || answer.sources.empty() || answer.sources.front().state == model::SourceState::Partial));
  out.member("queued", answer.dossier && answer.dossier->queued).member("complete", complete);
  write_text_or_null(out, "code", answer.dossier ? answer.dossier->code : std::string{});
  write_text_or_null(out, "text", answer.dossier ? answer.dossier->text : std::string{});
  out.key("errors").begin_array();
  for (const auto& error : answer.errors) out.begin_object().member("code", error.code).member("text", error.text).end_object();
  out.end_array();
  write_sources(out, answer.sources);
}

}  // namespace sluis::operations
