#include "adapters/pharmaceutical_dossier/reading_room.hpp"

#include <algorithm>
#include <map>

#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "adapters/pharmaceutical_dossier/signatures.hpp"
#include "gateway/core/encoding.hpp"
#include "mappings/single_message/parameters.hpp"

namespace sluis::adapters::pharmaceutical_dossier {
namespace {

namespace smc = mappings::single_message;
using model::SourceState;

const model::DossierOrder& asked_in(const model::Order& order) { return std::get<model::DossierOrder>(order.content); }

smc::Parameters parameters_of(const model::Order& order, const Requestor& requestor) {
  const auto& asked = asked_in(order);
  const auto patient = order.patient_number();
  const smc::Requestor who{requestor.type, requestor.number};
  const auto kind = lower(asked.data_type);
  if (kind == "medicationscheme_timestamps") return {{}, who, smc::SchemeTimestampsParameters{asked.client_message, {patient}}};
  if (kind == "medicationscheme_entries") return {patient, who, smc::SchemeEntriesParameters{asked.client_message, asked.page}};
  return {patient, who, smc::HistoryParameters{asked.without_own, asked.range.empty() ? "DEFAULT" : asked.range, asked.begin, asked.end}};
}

std::vector<std::string> distinct_keys(const std::vector<smc::SealedPart>& parts) {
  std::vector<std::string> keys;
  for (const auto& part : parts)
    if (std::ranges::find(keys, part.key) == keys.end()) keys.push_back(part.key);
  return keys;
}

}  // namespace

Result<smc::Authorization> ReadingRoom::authorization(const model::DossierOrder& asked, const model::Decision& decision, const Requestor& requestor,
                                                      spi::Deadline deadline) const {
  smc::Authorization out{false, asked.relation_known ? asked.relation_known : link_shown(decision), {}};
  if (!asked.signature) return out;
  const auto clear = core::from_base64(asked.signature->value);
  auto sealed = office_.seal(clear ? core::as_text(*clear) : std::string_view{}, office_.pcdh(), requestor, deadline);
  if (!sealed) return std::move(sealed).error();
  out.signature = smc::SignatureOnTheSpot{asked.signature->date_time, std::move(*sealed)};
  return out;
}

Result<model::Answer> ReadingRoom::ask(std::string_view operation, const std::string& parameters, const model::Order& order,
                                       const model::Decision& decision, const Requestor& requestor, spi::Deadline deadline) const {
  auto sealed = office_.seal(parameters, office_.pcdh(), requestor, deadline);
  if (!sealed) return std::move(sealed).error();
  auto flags = authorization(asked_in(order), decision, requestor, deadline);
  if (!flags) return std::move(flags).error();
  smc::Call call{operation};
  call.parameters = std::move(*sealed);
  call.authorization = std::move(*flags);
  const auto outcome = office_.call(office_.pcdh(), requestor, call, deadline);
  if (!outcome) return outcome.error();
  if (outcome->refusal) return office_.told(SourceState::Refused, *outcome->refusal, "the source does not authorise us");
  const auto code = office_.codes().of(outcome->response.code);
  auto answer = office_.told(code);
  if (code.meaning != smc::CodeMeaning::Accepted) return answer;
  auto clear = office_.open(outcome->response.sealed, office_.pcdh(), requestor);
  if (!clear) return std::move(clear).error();
  const auto document = native::Document::parse(*clear);
  if (!document) return office_.refused("what was sealed is no XML");
  const auto errors = office_.message_schema().validate(document->root(), 1);
  if (!errors.empty()) return office_.refused("single message: " + errors.front().path + ": " + errors.front().expected);
  answer.dossier->message = std::move(*clear);
  return answer;
}

Result<std::size_t> ReadingRoom::open_products(smc::SingleMessage& message, const Requestor& requestor, spi::Deadline deadline) const {
  auto parts = smc::sealed_parts(message);
  if (parts.empty()) return std::size_t{0};
  if (office_.house().sealer == nullptr) return parts.size();
  // Keys that can't be had leave their products sealed; the rest of the history is still worth reading.
  const auto fetched = office_.house().sealer->keys(distinct_keys(parts), requestor.identity, deadline);
  std::map<std::string, spi::SharedKey> keys;
  if (fetched)
    for (const auto& key : *fetched) keys.emplace(key.id, key);
  std::size_t closed = 0;
  for (auto& part : parts) {
    const auto key = keys.find(part.key);
    const auto opened = key == keys.end() ? Result<spi::Opened>(Fault(FaultId::SealRefused)) : office_.house().sealer->open_with(part.sealed, key->second);
    if (!opened || !smc::open_part(part, opened->content)) ++closed;
  }
  return closed;
}

Result<model::Answer> ReadingRoom::history(const model::Order& order, const model::Decision& decision, const Requestor& requestor,
                                           spi::Deadline deadline) const {
  const auto& asked = asked_in(order);
  if (asked.signature)
    if (const auto wrong = wrong_signature(*asked.signature, order.patient_number(), office_.house().clock.now())) return office_.told(*wrong);
  auto answer = ask("GetData", smc::write_parameters(parameters_of(order, requestor)), order, decision, requestor, deadline);
  if (!answer || !answer->dossier || answer->dossier->message.empty()) return answer;
  auto message = smc::SingleMessage::parse(answer->dossier->message);
  if (!message) return office_.refused("what was sealed is no single message");
  for (const auto& patient : smc::patients_in(*message))
    if (patient != order.patient_number()) return office_.refused("the history is about another patient");
  const auto closed = open_products(*message, requestor, deadline);
  if (!closed) return closed.error();
  smc::hide_pharmacies(*message);
  answer->dossier->message = message->text();
  auto& source = answer->sources.front();
  source.entries = static_cast<int>(smc::delivered_in(*message).size());
  if (*closed == 0) return answer;
  source.state = SourceState::Partial;
  source.text = std::to_string(*closed) + " products stay sealed: their keys can't be had";
  return answer;
}

Result<model::Answer> ReadingRoom::types(const model::Order& order, const model::Decision& decision, const Requestor& requestor,
                                         spi::Deadline deadline) const {
  const auto& asked = asked_in(order);
  if (asked.signature)
    if (const auto wrong = wrong_signature(*asked.signature, order.patient_number(), office_.house().clock.now())) return office_.told(*wrong);
  const auto flags = authorization(asked, decision, requestor, deadline);
  if (!flags) return flags.error();
  auto answer = references_.ask(requestor, order.patient_number(), asked.begin, asked.end, *flags, deadline);
  if (answer && answer->patient && answer->patient->number != order.patient_number()) return office_.refused("the kinds of data are another patient's");
  return answer;
}

// The one question whose answer names the pharmacy: the patient asked, and why is sent along.
Result<model::Answer> ReadingRoom::details(const model::Order& order, const model::Decision& decision, const Requestor& requestor,
                                           spi::Deadline deadline) const {
  const auto& asked = asked_in(order);
  if (asked.signature)
    if (const auto wrong = wrong_signature(*asked.signature, asked.dispensation, office_.house().clock.now())) return office_.told(*wrong);
  const smc::Parameters parameters{order.patient_number(), {requestor.type, requestor.number},
                                   smc::DetailsParameters{asked.dispensation, asked.motivation_text, asked.motivation_type}};
  auto answer = ask("GetPharmacyDetails", smc::write_parameters(parameters), order, decision, requestor, deadline);
  if (!answer || !answer->dossier || answer->dossier->message.empty()) return answer;
  const auto message = smc::SingleMessage::parse(answer->dossier->message);
  if (!message || smc::pharmacy_in(*message).empty()) return office_.refused("the answer names no pharmacy");
  return answer;
}

}  // namespace sluis::adapters::pharmaceutical_dossier
