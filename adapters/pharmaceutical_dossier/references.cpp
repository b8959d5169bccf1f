#include "adapters/pharmaceutical_dossier/references.hpp"

#include <algorithm>

#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "gateway/core/table.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/single_message/data_types.hpp"
#include "mappings/single_message/parameters.hpp"

namespace sluis::adapters::pharmaceutical_dossier {
namespace {

namespace smc = mappings::single_message;
using model::SourceState;

std::string date_of(const std::optional<std::string>& text) {
  const auto date = text ? core::parse_date(*text) : std::nullopt;
  return date ? core::to_text(*date) : std::string{};
}

}  // namespace

std::optional<bool> link_shown(const model::Decision& decision) {
  const bool shown = std::ranges::any_of(decision.rules, [](const auto& rule) { return rule.rule == "link" && rule.outcome == model::Outcome::Pass; });
  return shown ? std::optional(true) : std::nullopt;
}

References::References(const Office& office) : office_(office) {
  const auto table = core::Table::load(core::installed_mappings() + "/single_message/categories.table");
  for (const auto& row : table.rows()) categories_[table.cell(row, "data_type")] = table.cell(row, "category");
}

// A pharmacy that is ours asks under its own name. Everybody else asks under the name of our default identity, and the dossier, which
// answers community pharmacies only, says no. Nobody borrows a pharmacy's name: then nothing is sent.
Result<Requestor> References::requestor_for(const model::Identity& caller, spi::Deadline deadline) const {
  if (caller.organisation) {
    auto pharmacy = office_.pharmacy(caller.organisation->number, deadline);
    if (!pharmacy) return std::move(pharmacy).error();
    if (*pharmacy) return std::move(**pharmacy);
  }
  auto own = office_.own(deadline);
  if (own && own->is_pharmacy()) own->type.clear();
  return own;
}

Result<model::Answer> References::list(const model::Order& order, const model::Decision& decision, spi::Deadline deadline) const {
  const auto requestor = requestor_for(order.caller, deadline);
  if (!requestor) return requestor.error();
  if (requestor->type.empty()) return office_.told(SourceState::Refused, std::string(kNotAPharmacist), "only community pharmacies may ask");
  const auto& query = std::get<model::ReferenceQuery>(order.content);
  auto answer = ask(*requestor, order.patient_number(), date_of(query.begin), date_of(query.end), {false, link_shown(decision), {}}, deadline);
  if (answer) answer->errors.clear();  // of a fan-out, the status of the source says it
  return answer;
}

Result<model::Answer> References::ask(const Requestor& requestor, const std::string& patient, const std::string& begin, const std::string& end,
                                      const smc::Authorization& authorization, spi::Deadline deadline) const {
  const auto parameters = smc::write_parameters({patient, {requestor.type, requestor.number}, smc::TypesParameters{begin, end}});
  auto sealed = office_.seal(parameters, office_.pcdh(), requestor, deadline);
  if (!sealed) return std::move(sealed).error();
  smc::Call call{"GetDataTypes"};
  call.parameters = std::move(*sealed);
  call.authorization = authorization;
  const auto outcome = office_.call(office_.pcdh(), requestor, call, deadline);
  if (!outcome) return outcome.error();
  if (outcome->refusal) return office_.told(SourceState::Refused, *outcome->refusal, "the source does not authorise us");
  const auto code = office_.codes().of(outcome->response.code);
  auto answer = office_.told(code);
  if (code.meaning != smc::CodeMeaning::Accepted) return answer;
  const auto clear = office_.open(outcome->response.sealed, office_.pcdh(), requestor);
  if (!clear) return clear.error();
  const auto document = native::Document::parse(*clear);
  if (!document) return office_.refused("what was sealed is no XML");
  const auto locations = smc::read_data_locations(document->root());
  if (!locations) return office_.refused(locations.error().log_text());
  answer.patient = locations->patient;
  answer.dossier->message = *clear;
  for (const auto& location : locations->locations)
    for (const auto& type : location.data_types) answer.entries.push_back(entry_of(location.system, lower(type)));
  answer.sources.front().code.clear();
  answer.sources.front().text.clear();
  if (answer.entries.empty()) answer.sources.front().state = SourceState::Empty;
  return answer;
}

model::DirectoryEntry References::entry_of(const std::string& system, const std::string& type) const {
  model::DirectoryEntry entry;
  entry.name = {lower(system) + "/" + type, std::string(kLocalScheme), {}};
  entry.hub_name = office_.title();
  const auto found = categories_.find(type);
  entry.category = found == categories_.end() ? categories_.at("*") : found->second;
  auto party = mappings::kmehr::make_party({}, "orgpublichealth", office_.title());
  party.ids = {{"ID-CBE", office_.pcdh().cbe, {}}};
  if (office_.pcdh().cbe.empty()) party.ids.clear();
  entry.authors.push_back(std::move(party));
  entry.sources = {office_.settings().source_id};
  return entry;
}

}  // namespace sluis::adapters::pharmaceutical_dossier
