#include "adapters/pharmaceutical_dossier/counter.hpp"

#include <algorithm>

#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "adapters/pharmaceutical_dossier/signatures.hpp"

namespace sluis::adapters::pharmaceutical_dossier {
namespace {

namespace smc = mappings::single_message;
using model::OrderKind;
using model::SourceState;

std::string operation_of(OrderKind kind) {
  if (kind == OrderKind::UpdateDispensations) return "UpdateData";
  return kind == OrderKind::RevokeDispensations ? "DeleteData" : "RegisterData";
}

// What the pharmacist knows of the consent; when he doesn't say, what the decision found. A revocation always says false.
std::optional<bool> consent_of(const model::Order& order, const model::Decision& decision) {
  if (order.kind == OrderKind::RevokeDispensations) return false;
  if (const auto& known = std::get<model::DossierOrder>(order.content).consent_known) return known;
  const bool found = std::ranges::any_of(decision.rules, [](const auto& rule) { return rule.rule == "consent" && rule.outcome == model::Outcome::Pass; });
  return found ? std::optional(true) : std::nullopt;
}

}  // namespace

std::optional<smc::Refusal> Counter::against_schema(const std::string& message) const {
  const auto document = native::Document::parse(message);
  if (!document) return smc::Refusal{std::string(kInvalidXml), "the message can't be written"};
  const auto errors = office_.message_schema().validate(document->root(), 1);
  if (errors.empty()) return std::nullopt;
  return smc::Refusal{std::string(kInvalidXml), errors.front().path + ": expected " + errors.front().expected};
}

void Counter::complete(model::Answer& answer, const smc::Prepared& prepared) const {
  auto& told = *answer.dossier;
  told.session = prepared.session;
  told.registered = prepared.registered;
  told.filtered = prepared.filtered;
  answer.record_id = prepared.session;
}

Result<model::Answer> Counter::queued(const smc::Prepared& prepared, const Letter& letter) const {
  if (auto kept = queue_.add(prepared.message_id, letter); !kept) return kept.error();
  auto answer = office_.told(SourceState::Complete, {}, {});
  answer.dossier.emplace();
  answer.dossier->queued = true;
  answer.dossier->text = "kept, sealed, until the TIP accepts it";
  answer.provenance.pending = true;
  complete(answer, prepared);
  return answer;
}

Result<model::Answer> Counter::take(const model::Order& order, const model::Decision& decision, const Requestor& requestor,
                                    spi::Deadline deadline) const {
  const auto& asked = std::get<model::DossierOrder>(order.content);
  const auto now = office_.house().clock.now();
  auto message = smc::SingleMessage::parse(asked.message);
  if (!message) return office_.told(smc::Refusal{std::string(kInvalidXml), "the message is no single message"});
  if (asked.signature)
    if (const auto wrong = wrong_signature(*asked.signature, order.patient_number(), now)) return office_.told(*wrong);

  const bool registers = order.kind == OrderKind::RegisterDispensations;
  const auto filter = registers ? desk_.filter(requestor, deadline) : nullptr;
  const smc::ProductFilter everything;
  const smc::Given given{requestor.number, order.patient_number(), now, office_.house().random, filter ? *filter : everything};
  const auto outcome = registers ? smc::prepare_registration(std::move(*message), given) : smc::prepare_change(std::move(*message), given);
  if (const auto* wrong = std::get_if<smc::Refusal>(&outcome)) return office_.told(*wrong);
  const auto& prepared = std::get<smc::Prepared>(outcome);
  if (const auto wrong = against_schema(prepared.message)) return office_.told(*wrong);

  Letter letter{operation_of(order.kind), requestor.number.substr(0, 8), prepared.message, consent_of(order, decision), asked.relation_known, asked.signature};
  letter.filtered = !registers || filter != nullptr;
  if (prepared.may_wait && queue_.is_open()) return queued(prepared, letter);
  auto answer = desk_.send(letter, requestor, deadline);
  if (answer && answer->dossier && answer->errors.empty()) complete(*answer, prepared);
  return answer;
}

}  // namespace sluis::adapters::pharmaceutical_dossier
