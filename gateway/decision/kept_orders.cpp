#include "gateway/decision/kept_orders.hpp"

#include <algorithm>

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/representation.hpp"

namespace sluis::decision {
namespace {

bool is_number_of(const model::PartyClaim& party, const model::OrganisationNumber& organisation) {
  for (const std::string_view scheme : {"ID-HCPARTY", "ID-CBE", "ID-EHP"}) {
    for (const auto& number : party.values(scheme)) {
      if (number == organisation.number) return true;
      const bool nihii = organisation.scheme == model::OrganisationScheme::Nihii && model::Nihii::parse(number);
      if (nihii && number.substr(0, 8) == organisation.number.substr(0, 8)) return true;
    }
  }
  return false;
}

bool is_person(const model::PatientClaim& claim, const model::Identity& caller) {
  return caller.ssin && claim.value("INSS") == caller.ssin->text();
}

bool is_person(const model::PartyClaim& party, const model::Identity& caller) {
  if (caller.ssin && party.value("INSS") == caller.ssin->text()) return true;
  const auto number = model::Nihii::parse(party.value("ID-HCPARTY").value_or(""));
  return caller.nihii && number && number->same_holder(*caller.nihii);
}

// Whether the token certifies who is the author of the message.
bool sent(const model::AuthorClaim& author, const model::Identity& caller) {
  if (author.patient && is_person(*author.patient, caller)) return true;
  if (author.person && is_person(*author.person, caller)) return true;
  return std::ranges::any_of(author.parties, [&](const auto& party) {
    if (party.is_software()) return false;
    if (party.is_person()) return is_person(party, caller);
    return caller.organisation && is_number_of(party, *caller.organisation);
  });
}

model::Decision concluded(model::RuleOutcome identity, model::RuleOutcome rule) {
  model::Decision decision;
  decision.rules.push_back(std::move(identity));
  decision.rules.push_back(std::move(rule));
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  return decision;
}

model::EvidenceItem item_of(const model::EvidenceOrder& asked, const model::KeptMessage& kept) {
  model::EvidenceItem item;
  item.kind = kept.kind;
  item.id = asked.record_id;
  item.version = asked.version.value_or(1);
  item.from = day_text(kept.at);
  return item;
}

}  // namespace

Result<model::Decision> decide_evidence(const model::Order& order, spi::Archive* archive, const Policy& policy, Evidence& evidence) {
  const auto& asked = std::get<model::EvidenceOrder>(order.content);
  auto identity = pass("identity", "identity_confirmed");
  const auto refused = [&] { return concluded(std::move(identity), fail("evidence", "evidence_closed")); };
  if (archive == nullptr) return refused();
  const auto kept = archive->original(asked.record_id, asked.version.value_or(1));
  if (!kept) return kept.error();
  if (!*kept) return refused();
  const auto& message = **kept;
  const auto& caller = order.caller;
  const auto open = [&](const char* why) {
    return concluded(std::move(identity), pass("evidence", why, {item_of(asked, message)}));
  };
  if (caller.is_citizen() && caller.ssin == message.patient) return open("evidence_of_the_patient");
  if (sent(message.author, caller)) return open("evidence_of_the_sender");
  if (!caller.is_citizen() || !caller.ssin) return refused();
  const auto relation = representation_of(message.patient, *caller.ssin, "read", policy, evidence);
  if (!relation) return relation.error();
  if (!*relation) return refused();
  identity = pass("identity", "identity_representative");
  auto decision = open("evidence_of_the_patient");
  decision.representation = (**relation).kind;
  decision.representative = caller.ssin;
  return decision;
}

Result<model::Decision> decide_notifications(const model::Order& order) {
  auto identity = pass("identity", "identity_confirmed");
  if (!order.caller.ssin) return concluded(std::move(identity), fail("notifications", "notifications_of_a_person"));
  return concluded(std::move(identity), pass("notifications", "notifications_own"));
}

}  // namespace sluis::decision
