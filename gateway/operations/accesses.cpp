#include "gateway/core/calendar.hpp"
#include "gateway/operations/json_operation_support.hpp"

namespace sluis::operations {
namespace {

void write_document(core::JsonWriter& out, const model::Access& access) {
  if (!access.document) {
    out.key("document").null();
    return;
  }
  out.key("document").begin_object().member("id", access.document->id);
  write_text_or_null(out, "sl", access.document->local_scheme);
  write_text_or_null(out, "hub", access.document->hub);
  write_text_or_null(out, "category", access.document_category);
  out.end_object();
}

void write_access(core::JsonWriter& out, const model::Access& access, bool with_proof) {
  out.begin_object().member("at", core::to_text(access.at));
  write_text_or_null(out, "operation", access.operation);
  out.member("who", access.who).member("category", access.category);
  write_text_or_null(out, "organisation", access.organisation);
  write_text_or_null(out, "delegate", access.delegate);
  write_text_or_null(out, "outcome", access.outcome);
  write_text_or_null(out, "reason", access.reason);
  write_text_or_null(out, "break_the_glass", access.break_the_glass);
  write_text_or_null(out, "representation", access.representation);
  write_document(out, access);
  write_text_or_null(out, "source", access.source);
  if (with_proof) {
    out.key("proof");
    if (access.proof.empty()) out.null();
    else out.raw(access.proof);
  }
  out.end_object();
}

std::optional<std::string> read_day(const JsonObject& asked, std::string_view name) {
  const auto text = asked.optional_text(name);
  if (text && (!core::parse_date(*text) || text->size() != 10)) asked.refuse(name, "a date like 2026-11-20");
  return text;
}

model::SearchScope read_scope(const JsonObject& asked) {
  const auto scope = asked.text_or_empty("scope");
  if (scope == "global") return model::SearchScope::Global;
  if (scope == "external") return model::SearchScope::External;
  if (!scope.empty() && scope != "local") asked.refuse("scope", "local, global or external");
  return model::SearchScope::Local;
}

std::string read_outcome(const JsonObject& asked) {
  auto outcome = asked.text_or_empty("outcome");
  if (!outcome.empty() && outcome != "permitted" && outcome != "refused" && outcome != "failed") {
    asked.refuse("outcome", "permitted, refused or failed");
  }
  return outcome;
}

// A person by NIHII, or an organisation by its number. `organisation` is the same for an organisation.
std::optional<model::PartyClaim> read_party(const JsonObject& asked) {
  if (asked.has("party") && asked.has("organisation")) asked.refuse("organisation", "either party or organisation");
  const auto number = asked.has("party") ? asked.text("party") : asked.text_or_empty("organisation");
  if (number.empty()) return std::nullopt;
  model::PartyClaim party;
  if (model::Ssin::parse(number)) party.ids.push_back({"INSS", number, {}});
  else if (model::Nihii::parse(number)) party.ids.push_back({"ID-HCPARTY", number, {}});
  else if (model::Cbe::parse(number)) party.ids.push_back({"ID-CBE", number, {}});
  else if (model::Ehp::parse(number)) party.ids.push_back({"ID-EHP", number, {}});
  else asked.refuse(asked.has("party") ? "party" : "organisation", "an SSIN, NIHII, CBE or EHP number");
  return party;
}

std::optional<model::TransactionName> read_document(const JsonObject& asked) {
  if (!asked.has("document")) return std::nullopt;
  const auto document = asked.object("document");
  document.only({"id", "sl", "hub"});
  return model::TransactionName{document.text("id"), document.text_or_empty("sl"), document.text_or_empty("hub")};
}

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader&) {
  asked.only({"patient", "from", "to", "operation", "outcome", "party", "organisation", "document", "break_the_glass", "scope", "proofs"});
  model::AccessQuery query{read_patient(asked)};
  query.begin = read_day(asked, "from");
  query.end = read_day(asked, "to");
  if (query.begin && query.end && *query.begin > *query.end) asked.refuse("to", "a date that is not before `from`");
  query.operation = asked.text_or_empty("operation");
  query.outcome = read_outcome(asked);
  query.party = read_party(asked);
  query.document = read_document(asked);
  query.break_the_glass_only = asked.flag("break_the_glass");
  query.with_proofs = asked.flag("proofs");
  query.scope = read_scope(asked);
  return query;
}

bool is_whole(const model::Answer& answer) {
  for (const auto& source : answer.sources)
    if (model::status_text(source.state) != "complete") return false;
  return answer.complete();
}

std::string write(const model::Order& order, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  const auto* query = std::get_if<model::AccessQuery>(&order.content);
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.key("accesses").begin_array();
  for (const auto& access : answer.accesses) write_access(out, access, query && query->with_proofs);
  out.end_array();
  write_sources(out, answer.sources);
  out.member("complete", decision.permitted() && is_whole(answer)).end_object();
  return out.text();
}

}  // namespace

// Who looked or tried to look, for the patient himself.
std::unique_ptr<spi::Operation> make_accesses() {
  return json_operation({.kind = model::OrderKind::ReadAccesses, .name = "ReadAccesses", .path = "/api/v1/accesses", .read = read, .write = write});
}

}  // namespace sluis::operations
