#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/model/identifiers.hpp"
#include "gateway/operations/json_operation_support.hpp"

namespace sluis::operations {
namespace {

constexpr std::size_t kMostCategories = 100;
constexpr int kMostOfPage = 1000;

model::SearchScope read_scope(const JsonObject& json) {
  const auto scope = json.text_or_empty("scope");
  if (scope == "global") return model::SearchScope::Global;
  if (scope == "external") return model::SearchScope::External;
  if (!scope.empty() && scope != "local") json.refuse("scope", "local, global or external");
  return model::SearchScope::Local;
}

std::optional<std::string> read_date(const JsonObject& json, std::string_view name) {
  const auto text = json.optional_text(name);
  if (!text) return std::nullopt;
  const auto date = core::parse_date(*text);
  if (!date || text->size() != 10) json.refuse(name, "a date like 2026-11-20");
  return text;
}

model::ReferenceQuery read_query(const JsonObject& json) {
  model::ReferenceQuery query;
  query.patient = read_patient(json);
  query.categories = json.texts("categories", kMostCategories);
  query.begin = read_date(json, "from");
  query.end = read_date(json, "to");
  if (query.begin && query.end && *query.begin > *query.end) json.refuse("to", "a date that is not before `from`");
  query.scope = read_scope(json);
  query.break_the_glass = json.optional_text("break_the_glass");
  query.resume = json.text_or_empty("resume");
  query.page_size = json.optional_number("page_size", 1, kMostOfPage);
  query.page = json.text_or_empty("page");
  if (!query.page.empty() && !query.page_size) json.refuse("page_size", "a whole number, with `page`");
  return query;
}

void write_author(core::JsonWriter& out, const model::PartyClaim& party) {
  out.begin_object().member("category", party.category());
  const auto number = party.value("ID-HCPARTY");
  write_text_or_null(out, "number", number.value_or(party.value("ID-CBE").value_or("")));
  std::string name = party.name;
  if (!party.family_name.empty()) {
    name.clear();
    for (const auto& first : party.first_names) name += first + " ";
    name += party.family_name;
  }
  write_text_or_null(out, "name", name);
  out.end_object();
}

// EHP numbers of the hub that the document is of, and of every other that told of it ("hub:1999990144").
std::vector<std::string> holders(const model::DirectoryEntry& entry) {
  std::vector<std::string> hubs;
  if (!entry.name.hub.empty()) hubs.push_back(entry.name.hub);
  for (std::size_t i = entry.name.hub.empty() ? 0 : 1; i < entry.sources.size(); ++i) {
    const auto number = entry.sources[i].substr(entry.sources[i].find(':') + 1);
    if (model::Ehp::parse(number) && std::ranges::find(hubs, number) == hubs.end()) hubs.push_back(number);
  }
  return hubs;
}

void write_entry(core::JsonWriter& out, const model::DirectoryEntry& entry) {
  out.begin_object().member("id", entry.name.id).member("sl", entry.name.local_scheme);
  write_text_or_null(out, "hub", entry.name.hub);
  out.member("hub_name", entry.hub_name).member("category", entry.category);
  write_text_or_null(out, "date", entry.date);
  write_text_or_null(out, "time", entry.time);
  write_text_or_null(out, "recorded", entry.recorded);
  out.key("authors").begin_array();
  for (const auto& party : entry.authors) write_author(out, party);
  out.end_array();
  out.member("complete", entry.complete).member("validated", entry.validated).member("patient_access", entry.patient_access);
  write_text_or_null(out, "fetch_with", entry.fetch_with);
  out.key("sources").begin_array();
  for (const auto& source : entry.sources) out.value(source);
  out.end_array().key("hubs").begin_array();
  for (const auto& hub : holders(entry)) out.value(hub);
  out.end_array().end_object();
}

// What was not to be asked is missing from no answer.
bool is_complete(const model::Answer& answer) {
  for (const auto& source : answer.sources)
    if (model::status_text(source.state) != "complete" && source.state != model::SourceState::Excluded) return false;
  return answer.complete();
}

// A hospital's system names the person behind its counter; never another organisation than its token's.
void name_caller(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  if (!asked.has("caller")) return;
  const auto caller = read_caller(asked.object("caller"));
  const auto& own = message.identity().organisation;
  if (!caller.organisation.empty() && (!own || caller.organisation.substr(0, own->number.size()) != own->number))
    asked.object("caller").refuse("organisation", "the organisation of the token");
  header = header_of(message.identity(), caller, message.correlation_id());
}

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified& message, model::RequestHeader& header) {
  asked.only({"patient", "caller", "scope", "categories", "from", "to", "break_the_glass", "resume", "page_size", "page"});
  auto query = read_query(asked);
  name_caller(asked, message, header);
  return query;
}

std::string write(const model::Order&, const model::Decision& decision, const model::Answer& answer,
                  const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  begin_with_decision(out, decision, reasons);
  out.key("entries").begin_array();
  for (const auto& entry : answer.entries) write_entry(out, entry);
  out.end_array();
  write_sources(out, answer.sources);
  out.member("complete", decision.permitted() && is_complete(answer)).member("withheld", answer.withheld());
  write_text_or_null(out, "resume", answer.resume_token);
  write_text_or_null(out, "next_page", answer.next_page);
  out.member("total", answer.total_entries.value_or(static_cast<int>(answer.entries.size()))).end_object();
  return out.text();
}

}  // namespace

std::unique_ptr<spi::Operation> make_references() {
  return json_operation({.kind = model::OrderKind::ListReferences, .name = "ListReferences", .path = "/api/v1/references", .read = read, .write = write});
}

}  // namespace sluis::operations
