#include "gateway/decision/hub_orders.hpp"

#include <algorithm>

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/caller_claim.hpp"
#include "gateway/decision/hub_form.hpp"

namespace sluis::decision {
namespace {

using Decided = Result<model::Decision>;

std::string number_of(const model::PatientClaim& patient) { return patient.value("INSS").value_or(patient.value("ID-PATIENT").value_or("")); }

Access question(const model::Order& order, const Policy& policy, Evidence& evidence, std::string action) {
  Access access{policy, evidence, order.caller, caller_of(order), order.patient_number(), {}, {}, std::move(action), evidence.now()};
  access.break_the_glass = order.header.break_the_glass;
  access.request = order.correlation_id;
  return access;
}

void conclude(const Access& access, const model::Order& order, model::Decision& decision) {
  decision.would_change.clear();
  for (const auto& rule : decision.rules)
    if (rule.outcome == model::Outcome::Fail) decision.would_change.push_back(rule.rule);
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  decision.representation = access.found.representation;
  if (!decision.representation.empty()) decision.representative = order.caller.ssin;
}

// Which document it is has to be known before it can be said who may read it.
Decided decide_fetch(const model::Order& order, const Policy& policy, Evidence& evidence) {
  auto access = question(order, policy, evidence, "read");
  access.transaction = std::get<model::HubOrder>(order.content).documents.front();
  auto decision = decide_access(access);
  if (!decision || access.found.document) return decision;
  // What is known only from the document is not judged without it.
  for (auto& rule : decision->rules) {
    if (rule.rule == "deliberation" && rule.outcome == model::Outcome::Fail) rule = not_applicable("deliberation", "not_judged");
    if (rule.rule == "matrix" || rule.rule == "patient_access") rule = fail("document", "right_document_unknown");
  }
  conclude(access, order, *decision);
  const auto* fault = access.found.patient ? evidence.document_fault(*access.transaction, *access.found.patient) : nullptr;
  const auto* reason = decision->reason();
  if (fault != nullptr && reason != nullptr && reason->rule == "document") return *fault;
  return decision;
}

// Who writes needs consent and the kind of document, no link (hubs.md 4.1: HUB-TL-1 speaks of reading).
Decided decide_category(const model::Order& order, const Policy& policy, Evidence& evidence, const std::string& action,
                        const std::string& category, const std::string& patient) {
  auto access = question(order, policy, evidence, action);
  access.patient_text = patient;
  if (!category.empty()) access.categories = {category};
  auto decision = decide_access(access);
  if (!decision || action != "write") return decision;
  for (auto& rule : decision->rules) {
    const bool link = rule.rule == "link" || rule.rule == "break_the_glass";
    if (link && rule.outcome == model::Outcome::Fail) rule = not_applicable("link", "link_not_for_writing");
  }
  conclude(access, order, *decision);
  return decision;
}

// Every kind of document that is asked for or written, of every patient: permitted when all are; else the first refusal tells why.
Decided decide_categories(const model::Order& order, const Policy& policy, Evidence& evidence, const std::string& action) {
  const auto& content = std::get<model::HubOrder>(order.content);
  auto categories = content.categories;
  std::ranges::sort(categories);
  const auto rest = std::ranges::unique(categories);
  categories.erase(rest.begin(), rest.end());
  if (categories.empty()) categories.emplace_back();
  std::vector<std::string> patients{order.patient_number()};
  for (const auto& patient : content.further_patients) patients.push_back(number_of(patient));
  std::optional<model::Decision> last;
  for (const auto& patient : patients) {
    for (const auto& category : categories) {
      auto decision = decide_category(order, policy, evidence, action, category, patient);
      if (!decision || !decision->permitted()) return decision;
      last = std::move(*decision);
    }
  }
  return std::move(*last);
}

bool is_of_organisation(const model::DirectoryEntry& document, const model::OrganisationNumber& own) {
  return std::ranges::any_of(document.authors, [&](const model::PartyClaim& party) {
    if (party.is_person() || party.is_software()) return false;
    return std::ranges::any_of(party.ids, [&](const auto& id) {
      if (own.scheme != model::OrganisationScheme::Nihii) return id.value == own.number;
      return id.scheme == "ID-HCPARTY" && std::string_view(id.value).substr(0, 8) == std::string_view(own.number).substr(0, 8);
    });
  });
}

// The author, or who speaks for the organisation that it was written in (HUB-REV-1).
bool wrote(const Access& access) {
  const auto& document = *access.found.document;
  if (access.found.is_author) return true;
  if (access.found.linked.organisation && is_of_organisation(document, *access.found.linked.organisation)) return true;
  return access.identity.is_citizen() && access.found.for_himself && std::ranges::any_of(document.authors, [&](const auto& party) {
           return party.category() == "patient" && party.value("INSS") == access.found.caller->text();
         });
}

Status judge_revocation(Access& access, Failures& failures, model::Decision& decision) {
  find_document(access);
  if (!access.found.document) {
    // What its hub doesn't list may be gone already: the hub knows, and says so with its own number.
    decision.rules.push_back(not_applicable("document", "right_document_not_told"));
    return Done{};
  }
  decision.rules.push_back(pass("document", "right_document_known", {document_item(access, access.found.document->category)}));
  if (wrote(access)) {
    decision.rules.push_back(pass("author", "right_of_author", {document_item(access, "author")}));
  } else {
    decision.rules.push_back(fail("author", "right_of_others"));
    failures.add("not_the_author");
  }
  return Done{};
}

Decided decide_revocation(const model::Order& order, const Policy& policy, Evidence& evidence) {
  auto access = question(order, policy, evidence, "read");
  access.transaction = std::get<model::HubOrder>(order.content).documents.front();
  Failures failures(policy, "intrahub");
  model::Decision decision;
  auto identity = identity_rule(access);
  if (!identity) return std::move(identity).error();
  decision.rules.push_back(std::move(*identity));
  if (!decision.reason()) {
    if (auto done = judge_revocation(access, failures, decision); !done) return std::move(done).error();
  }
  decision.errors = failures.take();
  conclude(access, order, decision);
  return decision;
}

bool is_own_party(const Access& access, const model::PartyClaim& party) {
  if (access.identity.is_organisation()) return true;  // a house registers itself and its staff
  for (const auto& number : party.values("INSS"))
    if (access.found.caller && number == access.found.caller->text()) return true;
  for (const auto& text : party.values("ID-HCPARTY")) {
    const auto number = model::Nihii::parse(text);
    if (number && access.identity.nihii && number->same_holder(*access.identity.nihii)) return true;
  }
  return false;
}

bool changes_party(model::OrderKind kind) {
  return kind == model::OrderKind::PutHcParty || kind == model::OrderKind::PutHcPartyConsent || kind == model::OrderKind::RevokeHcPartyConsent;
}

// What is about no document: who asks is who he says; a party's own file is changed by the party.
Decided decide_known_caller(const model::Order& order, const Policy& policy, Evidence& evidence) {
  const auto& content = std::get<model::HubOrder>(order.content);
  auto access = question(order, policy, evidence, "read");
  access.without_patient = !content.patient;
  Failures failures(policy, "intrahub");
  model::Decision decision;
  auto identity = identity_rule(access);
  if (!identity) return std::move(identity).error();
  decision.rules.push_back(std::move(*identity));
  if (!decision.reason() && content.sealed && !content.written) {
    decision.rules.push_back(not_applicable("document", "document_sealed"));
  }
  if (!decision.reason() && changes_party(order.kind)) {
    const bool own = content.party && is_own_party(access, *content.party);
    decision.rules.push_back(own ? pass("party", "right_party_known") : fail("party", "party_of_other"));
    if (!own) failures.add("party_of_other");
  }
  decision.errors = failures.take();
  conclude(access, order, decision);
  return decision;
}

}  // namespace

Result<bool> refuse_broken_message(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision) {
  Failures failures(policy, "intrahub");
  check_author_numbers(order, failures);
  if (failures.empty()) {
    auto access = question(order, policy, evidence, "read");
    access.without_patient = true;
    auto identity = identity_rule(access);
    if (!identity) return std::move(identity).error();
    if (identity->outcome == model::Outcome::Fail) {
      failures.add("author_differs");
      decision.rules.push_back(std::move(*identity));
    }
  }
  if (failures.empty()) check_hub_message(order, policy, failures);
  decision.errors = failures.take();
  return !decision.errors.empty();
}

Result<model::Decision> decide_hub_order(const model::Order& order, const Policy& policy, Evidence& evidence) {
  model::Decision broken;
  const auto is_broken = refuse_broken_message(order, policy, evidence, broken);
  if (!is_broken) return is_broken.error();
  if (*is_broken) return broken;
  const auto& content = std::get<model::HubOrder>(order.content);
  switch (order.kind) {
    case model::OrderKind::GetTransaction:
    case model::OrderKind::GetTransactionSet: return decide_fetch(order, policy, evidence);
    case model::OrderKind::RevokeTransaction: return decide_revocation(order, policy, evidence);
    case model::OrderKind::RequestPublication:
    case model::OrderKind::GetLatestUpdate: return decide_categories(order, policy, evidence, "read");
    case model::OrderKind::DeclareTransaction:
    case model::OrderKind::PutTransaction:
    case model::OrderKind::PutTransactionSet:
      if (content.written) return decide_categories(order, policy, evidence, "write");
      return decide_known_caller(order, policy, evidence);
    default: return decide_known_caller(order, policy, evidence);
  }
}

}  // namespace sluis::decision
