#include "gateway/decision/actor.hpp"
#include "gateway/decision/cards.hpp"
#include "gateway/decision/excluded_party.hpp"
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
    case model::OrderKind::GetExclusionHistory:
      return "history";
    case model::OrderKind::PreviewExclusion:
      return "preview";
    default:
      return "get";
  }
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

struct Period {
  std::optional<core::Date> begin;
  std::optional<core::Date> end;
};

// Of a history: each end may be left open (therapeutic-exclusion.md, rule 12).
Period check_period(const model::ExclusionOrder& content, Failures& failures) {
  Period period;
  if (content.begin) period.begin = core::parse_date(*content.begin);
  if (content.end) period.end = core::parse_date(*content.end);
  const bool read = content.begin.has_value() == period.begin.has_value() && content.end.has_value() == period.end.has_value();
  if (!read || (period.begin && period.end && *period.begin > *period.end)) failures.add("date_invalid");
  return period;
}

Status decide_content(const model::ExclusionOrder& content, const ExclusionCase& asked, model::Decision& decision) {
  const bool stores = asked.operation == "put" || asked.operation == "revoke";
  const auto patient = patient_number(content.patient, asked.failures);
  if (stores || asked.operation == "preview") {
    auto done = check_patient(content.patient, patient, asked.policy, asked.evidence, asked.failures);
    if (!done) return done;
  }
  std::optional<model::Party> party;
  if (content.party) {
    auto found = excluded_party(asked, *content.party);
    if (!found) return std::move(found).error();
    party = std::move(*found);
  }
  const auto period = check_period(content, asked.failures);
  if (!asked.failures.empty()) return Done{};
  if (stores) {
    decision.registration =
        model::ExclusionRegistration{*patient, first_name_of(content.patient), content.patient.family_name, *party};
  } else {
    decision.registration = model::RegistrationQuery{*patient, std::move(party), {}, period.begin, period.end};
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
    if (auto done = decide_content(content, {errand.operation, policy, evidence, failures}, decision); !done) return done;
    const bool put = errand.operation == "put";
    if (auto done = check_own_act(**actor, put, policy, evidence, failures, decision); !done) return done;
  }
  decision.errors = failures.take();
  return Done{};
}

}  // namespace sluis::decision
