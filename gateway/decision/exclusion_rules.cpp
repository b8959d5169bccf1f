#include "gateway/decision/actor.hpp"
#include "gateway/decision/cards.hpp"
#include "gateway/decision/own_act.hpp"
#include "gateway/decision/patient.hpp"
#include "gateway/decision/registrations.hpp"

namespace sluis::decision {
namespace {

std::string_view operation_of(model::OrderKind kind) {
  switch (kind) {
    case model::OrderKind::PutExclusion:
      return "put";
    case model::OrderKind::RevokeExclusion:
      return "revoke";
    default:
      return "get";
  }
}

// A practitioner is known by his national number, whatever his professions (therapeutic-exclusion.md, rule 2).
Status resolve_person(const model::PartyClaim& claim, bool put, Evidence& evidence, Failures& failures,
                      model::Party& party) {
  const auto ssins = claim.values("INSS");
  const auto nihii = claim.value("ID-HCPARTY");
  party.ssin = ssins.size() == 1 ? model::Ssin::parse(ssins.front()) : std::nullopt;
  if (nihii) party.nihii = model::Nihii::parse(*nihii);
  if (!party.ssin || (nihii && !party.nihii)) {
    failures.add("party_identifier");
    return Done{};
  }
  if (!put || !evidence.has_registers()) return Done{};  // who left the register can still be asked for and released
  const auto provider = evidence.provider(*party.ssin);
  if (!provider) return provider.error();
  if (!*provider) failures.add("party_not_found");
  return Done{};
}

Status resolve_organisation(const model::PartyClaim& claim, bool put, Evidence& evidence, Failures& failures,
                            model::Party& party) {
  const auto numbers = claim.values("ID-HCPARTY");
  const auto nihii = numbers.size() == 1 ? model::Nihii::parse(numbers.front()) : std::nullopt;
  if (!nihii) {
    failures.add("party_identifier");
    return Done{};
  }
  party.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, nihii->base()};
  if (!put || !evidence.has_registers()) return Done{};  // who left the register can still be asked for and released
  const auto known = evidence.organisation(*party.organisation);
  if (!known) return known.error();
  if (!*known || (**known).category != party.category) failures.add("party_not_found");
  return Done{};
}

Status check_party(const model::PartyClaim& claim, bool put, const Policy& policy, Evidence& evidence,
                   Failures& failures, model::Party& party) {
  party.category = claim.category();
  party.name = claim.name;
  party.first_name = claim.first_names.empty() ? std::string{} : claim.first_names.front();
  party.family_name = claim.family_name;
  const auto category = policy.categories.find(party.category);
  if (category == policy.categories.end() || !category->second.exclusion) {
    failures.add("party_category");
    return Done{};
  }
  return category->second.kind == PartyKind::Person ? resolve_person(claim, put, evidence, failures, party)
                                                    : resolve_organisation(claim, put, evidence, failures, party);
}

Status check_patient(const model::PatientClaim& claim, const std::optional<model::Ssin>& patient, const Policy& policy,
                     Evidence& evidence, Failures& failures) {
  if (!patient) return Done{};
  if (auto done = check_known(*patient, evidence, failures); !done || !failures.empty()) return done;
  const auto fit = cards_fit(claim, *patient, policy, evidence);
  if (!fit) return fit.error();
  if (!*fit) failures.add("card_invalid");
  return Done{};
}

Status decide_content(const model::ExclusionOrder& content, std::string_view operation, const Policy& policy,
                      Evidence& evidence, Failures& failures, model::Decision& decision) {
  const bool changes = operation != "get";
  const auto patient = patient_number(content.patient, failures);
  if (changes) {
    if (auto done = check_patient(content.patient, patient, policy, evidence, failures); !done) return done;
  }
  std::optional<model::Party> party;
  if (content.party) {
    party.emplace();
    if (auto done = check_party(*content.party, operation == "put", policy, evidence, failures, *party); !done)
      return done;
  }
  if (!failures.empty()) return Done{};
  if (changes) {
    decision.registration =
        model::ExclusionRegistration{*patient, first_name_of(content.patient), content.patient.family_name, *party};
  } else {
    decision.registration = model::RegistrationQuery{*patient, std::move(party), {}, {}, {}};
  }
  return Done{};
}

// What a minor decided about this party himself, a parent can't undo (rulings R8).
Status check_own_act(const Actor& actor, bool put, const Policy& policy, Evidence& evidence, Failures& failures,
                     const model::Decision& decision) {
  const auto* wanted = std::get_if<model::ExclusionRegistration>(&decision.registration);
  if (!wanted || !own_act_binds(actor.representation, "exclusion", policy)) return Done{};
  const auto undoes = undoes_own_act(*wanted, put, evidence);
  if (!undoes) return undoes.error();
  if (*undoes) failures.add("own_act_stands");
  return Done{};
}

}  // namespace

Status decide_exclusion(const model::Order& order, const Policy& policy, Evidence& evidence,
                        model::Decision& decision) {
  const auto& content = std::get<model::ExclusionOrder>(order.content);
  Failures failures(policy, "exclusion");
  const Errand errand{"exclusion", operation_of(order.kind), "exclusion", &content.patient};
  const auto actor = identify(order, errand, policy, evidence, failures);
  if (!actor) return actor.error();
  if (*actor) {
    note_actor(**actor, decision);
    if (auto done = decide_content(content, errand.operation, policy, evidence, failures, decision); !done) return done;
    const bool put = errand.operation == "put";
    if (auto done = check_own_act(**actor, put, policy, evidence, failures, decision); !done) return done;
  }
  decision.errors = failures.take();
  return Done{};
}

}  // namespace sluis::decision
