#include "gateway/decision/access_right_orders.hpp"

#include <algorithm>

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

constexpr std::string_view kPatient = "patient";

// The citizen who asks stands in the author by his number; he may name a patient whom he represents beside it.
model::CallerClaim citizen_claim(const model::Order& order) {
  model::CallerClaim claim;
  claim.category = kPatient;
  for (const auto& party : order.header.author.parties) {
    if (party.is_software()) continue;
    for (const auto& number : party.values("INSS")) {
      if (claim.ssin.empty() || number == order.caller.ssin->text()) claim.ssin = number;
    }
  }
  return claim;
}

model::CallerClaim claim_of(const model::Order& order) {
  if (order.caller.is_citizen() && order.caller.ssin) return citizen_claim(order);
  const auto& author = order.header.author;
  model::CallerClaim claim;
  if (const auto* person = author.professional()) {
    claim.ssin = person->value("INSS").value_or("");
    claim.nihii = person->value("ID-HCPARTY").value_or("");
    claim.category = person->category();
  }
  for (const auto& party : author.parties) {
    if (party.is_person() || party.is_software() || party.category() == kPatient || party.category() == "hub") continue;
    for (const std::string_view scheme : {"ID-HCPARTY", "ID-CBE", "ID-EHP"}) {
      if (claim.organisation.empty()) claim.organisation = party.value(scheme).value_or("");
    }
  }
  return claim;
}

// "" when nobody is named.
std::string patient_of(const model::Order& order, const model::CallerClaim& caller) {
  for (const auto& party : order.header.author.parties) {
    if (party.category() != kPatient) continue;
    const auto number = party.value("INSS").value_or("");
    if (number != caller.ssin || !order.caller.is_citizen()) return number;
  }
  return order.caller.is_citizen() ? caller.ssin : std::string{};
}

bool declared_for(const model::AccessRight& right, const model::Ssin& patient) {
  return std::ranges::any_of(right.declared.author.parties, [&](const auto& party) { return party.value("INSS") == patient.text(); });
}

// A document that no hub can be asked about: the patient may keep somebody out, and see and take back what was set in his name.
Result<bool> may_without_document(const Access& access, const model::AccessRightOrder& wanted) {
  if (!access.found.for_himself || wanted.right == "allow") return false;
  const auto rights = access.evidence.rights(wanted.transaction, access.evidence.now());
  if (!rights) return rights.error();
  if (*rights == nullptr) return true;
  return std::ranges::all_of(**rights, [&](const auto& right) { return right.revoked || declared_for(right, *access.found.patient); });
}

Result<model::RuleOutcome> document_rule(const Access& access, const model::AccessRightOrder& wanted) {
  if (access.found.document) return pass("document", "right_document_known", {document_item(access, access.found.document->category)});
  if (wanted.transaction.id.empty()) return fail("document", "right_document_unknown");
  const auto may = may_without_document(access, wanted);
  if (!may) return may.error();
  return *may ? not_applicable("document", "right_document_not_told") : fail("document", "right_document_unknown");
}

model::RuleOutcome author_rule(const Access& access) {
  if (access.found.for_himself) return pass("author", "right_of_patient");
  return access.found.is_author ? pass("author", "right_of_author", {document_item(access, "author")}) : fail("author", "right_of_others");
}

std::optional<model::OrganisationNumber> organisation_of(const model::PartyClaim& claim) {
  using enum model::OrganisationScheme;
  if (const auto number = claim.value("ID-CBE"); number && model::Cbe::parse(*number)) return model::OrganisationNumber{Cbe, *number};
  if (const auto number = claim.value("ID-EHP"); number && model::Ehp::parse(*number)) return model::OrganisationNumber{Ehp, *number};
  const auto nihii = claim.value("ID-HCPARTY");
  const auto parsed = nihii ? model::Nihii::parse(*nihii) : std::nullopt;
  return parsed ? std::optional(model::OrganisationNumber{Nihii, parsed->base()}) : std::nullopt;
}

// A person is known across all his numbers: the register completes and confirms what is named. False: that is nobody.
Result<bool> complete_person(const model::PartyClaim& claim, Evidence& evidence, model::Party& party) {
  const auto ssins = claim.values("INSS");
  const auto numbers = claim.values("ID-HCPARTY");
  if (ssins.size() > 1 || numbers.size() > 1) return false;
  if (!ssins.empty() && !(party.ssin = model::Ssin::parse(ssins.front()))) return false;
  if (!numbers.empty() && !(party.nihii = model::Nihii::parse(numbers.front()))) return false;
  if (!evidence.has_registers() || !party.nihii) return true;
  const auto provider = evidence.provider(*party.nihii);
  if (!provider) return provider.error();
  if (!*provider || (party.ssin && (**provider).ssin != *party.ssin)) return false;
  party.ssin = (**provider).ssin;
  return true;
}

// Numbers make a party; without one the category alone stands for everybody of that kind. nullopt: neither, or a number that is none.
Result<std::optional<model::Party>> party_of(const model::PartyClaim& claim, Evidence& evidence) {
  model::Party party;
  party.category = claim.category();
  if (claim.ids.empty()) return party.category.empty() ? std::optional<model::Party>{} : std::optional(party);
  const auto number = claim.value("ID-HCPARTY").value_or("");
  if (claim.is_person() || party.category == kPatient || claim.value("INSS") || (party.category.empty() && number.size() == 11)) {
    const auto known = complete_person(claim, evidence, party);
    if (!known) return known.error();
    if (!*known || (!party.ssin && !party.nihii)) return std::optional<model::Party>{};
    return std::optional(party);
  }
  party.organisation = organisation_of(claim);
  return party.organisation ? std::optional(party) : std::optional<model::Party>{};
}

Status judge_content(Access& access, const model::AccessRightOrder& wanted, model::Decision& decision) {
  access.transaction = wanted.transaction;
  find_document(access);
  auto document = document_rule(access, wanted);
  if (!document) return std::move(document).error();
  decision.rules.push_back(std::move(*document));
  decision.rules.push_back(author_rule(access));
  model::AccessRightRegistration registration{wanted.transaction, {}, wanted.right == "allow"};
  if (access.found.document) registration.transaction.hub = access.found.document->name.hub;
  if (wanted.party) {
    auto party = party_of(*wanted.party, access.evidence);
    if (!party) return std::move(party).error();
    decision.rules.push_back(*party ? pass("party", "right_party_known") : fail("party", "right_party_unknown"));
    registration.party = std::move(*party);
  }
  decision.registration = std::move(registration);
  return Done{};
}

}  // namespace

Result<model::Decision> decide_access_right(const model::Order& order, const Policy& policy, Evidence& evidence) {
  auto claim = claim_of(order);
  auto patient = patient_of(order, claim);
  Access access{.policy = policy,
                .evidence = evidence,
                .identity = order.caller,
                .claim = std::move(claim),
                .patient_text = std::move(patient),
                .source = {},
                .categories = {},
                .action = "read",  // whoever may read a document as its author decides on its rights
                .at = evidence.now()};
  model::Decision decision;
  if (access.patient_text.empty() && !order.caller.is_citizen()) {
    decision.rules.push_back(fail("author", "right_patient_not_named"));
    return decision;
  }
  auto identity = identity_rule(access);
  if (!identity) return std::move(identity).error();
  decision.rules.push_back(std::move(*identity));
  if (!decision.reason()) {
    if (auto done = judge_content(access, std::get<model::AccessRightOrder>(order.content), decision); !done) return std::move(done).error();
  }
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  if (!decision.permitted()) decision.registration = std::monostate{};
  decision.representation = access.found.representation;
  if (!decision.representation.empty()) decision.representative = order.caller.ssin;
  return decision;
}

}  // namespace sluis::decision
