#include "adapters/network_kit/hub_exchange.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/core/installed.hpp"
#include "adapters/network_kit/author.hpp"
#include "mappings/hubservices_v3/written_content.hpp"

namespace sluis::adapters::network_kit {
namespace {

namespace v3 = mappings::hubservices_v3;

std::string value_of(const spi::NetworkSettings& settings, const std::string& key) {
  const auto found = settings.extra.find(key);
  return found == settings.extra.end() ? std::string{} : found->second;
}

bool is_reader(const std::string& scheme) {
  return scheme == "ID-ENCRYPTION-ACTOR" || scheme == "ID-ENCRYPTION-APPLICATION" || scheme == "ID-ENCRYPTION-KEY" || scheme == "CD-ENCRYPTION-ACTOR";
}

// For whom the hub seals its answer: as the caller wrote it, at the party that is himself (hubs.md section 3.2).
void keep_reader(const model::AuthorClaim& asked, model::AuthorClaim& author) {
  for (const auto& party : asked.parties) {
    const bool names = std::ranges::any_of(party.ids, [](const auto& id) { return is_reader(id.scheme); });
    if (!names) continue;
    const auto own = std::ranges::find_if(author.parties, [&](const auto& p) { return p.category() == party.category(); });
    auto& place = own == author.parties.end() ? author.parties.front() : *own;
    for (const auto& id : party.ids)
      if (is_reader(id.scheme) && !place.value(id.scheme)) place.ids.push_back(id);
    for (const auto& code : party.codes) {
      const bool there = std::ranges::any_of(place.codes, [&](const auto& own_code) { return own_code.scheme == code.scheme; });
      if (is_reader(code.scheme) && !there) place.codes.push_back(code);
    }
  }
}

std::string_view actor_type(const spi::OwnParty& own) {
  if (own.category == "orghospital") return "NIHII-HOSPITAL";
  if (own.category == "orgpharmacy") return "NIHII-PHARMACY";
  return model::Ehp::parse(own.number) ? "EHP" : model::Cbe::parse(own.number) ? "CBE" : "NIHII";
}

bool is_about(const model::PatientClaim& patient, const std::string& number) {
  return patient.value("INSS").value_or(patient.value("ID-PATIENT").value_or("")) == number;
}

}  // namespace

HubExchange::HubExchange(const spi::NetworkSettings& settings, const spi::Surroundings& house, const native::Schema* schema)
    : settings_(settings),
      house_(house),
      counterpart_{settings.source_id, settings.url, value_of(settings, "identity"), value_of(settings, "trusted_roots")},
      schema_(schema),
      codes_(v3::PeerCodes::load(core::installed_mappings() + "/hubservices_v3/peer_codes.table")) {}

bool HubExchange::serves(model::OrderKind kind) {
  switch (kind) {
    case model::OrderKind::DeclareTransaction:
    case model::OrderKind::PutTransaction:
    case model::OrderKind::PutTransactionSet:
    case model::OrderKind::GetTransaction:
    case model::OrderKind::GetTransactionSet:
    case model::OrderKind::RevokeTransaction:
    case model::OrderKind::PutPatient:
    case model::OrderKind::GetPatient:
    case model::OrderKind::PutHcParty:
    case model::OrderKind::GetHcParty:
    case model::OrderKind::PutHcPartyConsent:
    case model::OrderKind::GetHcPartyConsent:
    case model::OrderKind::RevokeHcPartyConsent:
    case model::OrderKind::RequestPublication:
    case model::OrderKind::GetLatestUpdate: return true;
    default: return false;
  }
}

std::string HubExchange::setting(const std::string& key) const { return value_of(settings_, key); }

model::RequestHeader HubExchange::header_of(const model::Order& order, const model::HubOrder& content) const {
  model::RequestHeader header;
  header.id = fresh_request_id(house_.own, house_.random);
  header.author = author_for(order, house_.own);
  if (content.opens_answer) {
    auto& own = header.author.parties.front();
    own.ids.push_back({"ID-ENCRYPTION-ACTOR", house_.own.number, {}});
    own.codes.push_back({"CD-ENCRYPTION-ACTOR", std::string(actor_type(house_.own))});
  } else {
    keep_reader(order.header.author, header.author);
  }
  const auto moment = core::brussels_date_time(house_.clock.now());
  header.date = moment.substr(0, 10);
  header.time = moment.substr(11);
  header.max_rows = order.header.max_rows;
  header.break_the_glass = order.header.break_the_glass;
  return header;
}

Result<std::string> HubExchange::content_for_hub(const model::HubOrder& content, spi::Deadline deadline) const {
  if (!content.opened) return content.body;
  if (house_.sealer == nullptr) return Fault(FaultId::RecipientUnknown, "no identity of ours to seal with", settings_.source_id);
  const auto folders = v3::folders_of(content.body);
  if (!folders) return folders.error();
  const spi::Recipient hub{"EHP", setting("hub_id"), setting("application")};
  const auto sealed = house_.sealer->seal(*folders, {hub}, nullptr, setting("identity"), deadline);
  if (!sealed) return sealed.error();
  return v3::with_sealed(content.body, *sealed);
}

// Only for who can't open it himself. A document of another patient is no answer to the question.
Result<std::string> HubExchange::opened_for_caller(const model::Order& order, std::string content) const {
  model::HubOrder told;
  told.body = content;
  if (auto done = v3::read_written(told); !done) return refused(counterpart_, "the document is no XML");
  if (told.sealed) {
    if (house_.sealer == nullptr) return Fault(FaultId::SealRefused, "no identity of ours to open the answer with", settings_.source_id);
    const auto sealed = v3::sealed_part(content);
    if (!sealed) return sealed.error();
    const auto opened = house_.sealer->open(*sealed);
    if (!opened) return opened.error();
    auto clear = v3::with_folders(content, opened->content);
    if (!clear) return std::move(clear).error();
    content = std::move(*clear);
    told.body = content;
    if (auto done = v3::read_written(told); !done) return refused(counterpart_, "what was sealed is no XML");
  }
  const auto number = order.patient_number();
  const bool other = told.written && std::ranges::any_of(told.written->patients, [&](const auto& patient) { return !is_about(patient, number); });
  if (other) return refused(counterpart_, "a document of another patient");
  return content;
}

// What passed through us may have made this hub one that knows the patient, or ended that.
void HubExchange::forget_hubs_of(const model::Order& order) const {
  using enum model::OrderKind;
  const bool changes = order.kind == PutTransaction || order.kind == PutTransactionSet || order.kind == DeclareTransaction || order.kind == RevokeTransaction;
  const auto patient = model::Ssin::parse(order.patient_number());
  if (!changes || house_.hub_memory == nullptr || !patient) return;
  if (const auto forgotten = house_.hub_memory->forget(*patient); !forgotten)
    house_.log.warning("hub_memory_failed", {{"fault", forgotten.error().number()}});
}

Result<model::Answer> HubExchange::forward(const model::Order& order, spi::Deadline deadline) const {
  const auto& content = std::get<model::HubOrder>(order.content);
  const auto operation = model::to_text(order.kind);
  const auto header = header_of(order, content);
  const auto body = content_for_hub(content, deadline);
  if (!body) return body.error();
  const Lent lent{house_.wire, house_.tokens, house_.clock, house_.random};
  const auto reply = soap_call(counterpart_, lent, v3::action_of(operation), v3::write_hub_request(operation, header, *body), schema_, deadline);
  if (!reply) return reply.error();
  if (reply->refusal) return Fault(FaultId::NetworkFault, "the hub does not authorise us: " + *reply->refusal, settings_.source_id);
  auto response = v3::read_hub_response(operation, reply->answer.payload);
  if (!response) return refused(counterpart_, response.error().log_text());
  if (response->request_id != header.id) return refused(counterpart_, "the answer is to another request");
  model::Answer answer;
  answer.errors = codes_.errors_of(response->complete, response->errors);
  answer.body = std::move(response->content);
  forget_hubs_of(order);
  const bool fetched = order.kind == model::OrderKind::GetTransaction || order.kind == model::OrderKind::GetTransactionSet;
  if (!fetched || answer.body.empty()) return answer;
  // A sealed answer is the caller's alone; what came in the clear, or is opened for him, is looked at.
  auto opened = content.opens_answer || answer.body.find("Base64EncryptedData") == std::string::npos ? opened_for_caller(order, std::move(answer.body))
                                                                                                   : Result<std::string>(std::move(answer.body));
  if (!opened) return std::move(opened).error();
  answer.body = std::move(*opened);
  return answer;
}

}  // namespace sluis::adapters::network_kit
