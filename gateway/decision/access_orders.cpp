#include <algorithm>

#include "gateway/decision/access.hpp"

namespace sluis::decision {
namespace {

bool names(const model::PartyClaim& party, const model::OrganisationNumber& organisation) {
  for (const std::string_view scheme : {"ID-HCPARTY", "ID-CBE", "ID-EHP"}) {
    for (const auto& number : party.values(scheme)) {
      if (number == organisation.number) return true;
      if (organisation.scheme == model::OrganisationScheme::Nihii && model::Nihii::parse(number) &&
          number.substr(0, 8) == organisation.number.substr(0, 8)) {
        return true;
      }
    }
  }
  return false;
}

// Who asks, as author of the message (HUB-AUT-1). What is missing stays empty, and the identity rule refuses it.
model::CallerClaim caller_of(const model::Order& order) {
  const auto& author = order.header.author;
  model::CallerClaim claim;
  if (order.caller.is_citizen()) {
    const auto* person = author.patient ? &*author.patient : author.person ? &*author.person : nullptr;
    claim.category = "patient";
    if (person) {
      claim.ssin = person->value("INSS").value_or("");
      return claim;
    }
    for (const auto& party : author.parties) {
      if (claim.ssin.empty()) claim.ssin = party.value("INSS").value_or("");
    }
    return claim;
  }
  if (const auto* person = author.professional()) {
    claim.ssin = person->value("INSS").value_or("");
    claim.nihii = person->value("ID-HCPARTY").value_or("");
    claim.category = person->category();
  }
  for (const auto& party : author.parties) {
    if (party.is_person() || party.is_software()) continue;
    const bool certified = order.caller.organisation && names(party, *order.caller.organisation);
    if (certified) claim.organisation = order.caller.organisation->number;
    if (claim.organisation.empty() && party.category() != "hub")
      claim.organisation = party.value("ID-HCPARTY").value_or("");
  }
  return claim;
}

std::string only_number(const model::PatientClaim& patient) {
  const auto numbers = patient.values("INSS");
  return numbers.size() == 1 ? numbers.front() : std::string{};
}

// A bulk of questions is permitted when each is; its reasons are those of the first that is not.
void summarise(model::Decision& decision) {
  const auto denied = std::ranges::find_if(decision.answers, [](const auto& answer) { return !answer.permitted(); });
  decision.verdict = denied == decision.answers.end() ? model::Verdict::Permit : model::Verdict::Deny;
  if (denied != decision.answers.end()) decision.rules = denied->rules;
}

}  // namespace

Result<model::Decision> decide_questions(const model::Order& order, const Policy& policy, Evidence& evidence,
                                         core::Random& random) {
  model::Decision decision;
  for (const auto& question : std::get<std::vector<model::Question>>(order.content)) {
    Access access{policy,
                  evidence,
                  order.caller,
                  question.caller,
                  question.patient,
                  question.source,
                  {},
                  question.action,
                  question.at.value_or(evidence.now()),
                  question.break_the_glass};
    if (!question.category.empty()) access.categories.push_back(question.category);
    auto answer = decide_access(access);
    if (!answer) return answer;
    answer->id = core::random_uuid(random);
    decision.answers.push_back(std::move(*answer));
  }
  summarise(decision);
  return decision;
}

Result<model::Decision> decide_references(const model::Order& order, const Policy& policy, Evidence& evidence) {
  const auto& query = std::get<model::ReferenceQuery>(order.content);
  Access access{policy,
                evidence,
                order.caller,
                caller_of(order),
                only_number(query.patient),
                {},
                query.categories,
                "read",
                evidence.now(),
                query.break_the_glass ? query.break_the_glass : order.header.break_the_glass};
  access.list = true;
  auto decision = decide_access(access);
  if (!decision || !decision->permitted()) return decision;
  decision->readable_categories = readable_categories(access);
  decision->patient_view = access.for_himself;
  return decision;
}

// Who looked is told to the patient and to who represents him, to nobody else; it needs no consent.
Result<model::Decision> decide_accesses(const model::Order& order, const Policy& policy, Evidence& evidence) {
  const auto& query = std::get<model::AccessQuery>(order.content);
  Access access{policy, evidence, order.caller, caller_of(order), only_number(query.patient),
                {},     {},       "read",       evidence.now(),   {}};
  auto identity = identity_rule(access);
  if (!identity) return std::move(identity).error();
  model::Decision decision;
  decision.rules.push_back(std::move(*identity));
  decision.rules.push_back(access.for_himself ? pass("patient_access", "patient_access_open")
                                              : fail("patient_access", "patient_access_only_patient"));
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  decision.representation = access.representation;
  return decision;
}

}  // namespace sluis::decision
