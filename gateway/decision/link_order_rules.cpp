#include <algorithm>

#include "gateway/decision/link_rules.hpp"
#include "gateway/decision/own_act.hpp"
#include "gateway/decision/patient.hpp"
#include "gateway/decision/registrations.hpp"

namespace sluis::decision {
namespace {

std::string_view operation_of(model::OrderKind kind) {
  switch (kind) {
    case model::OrderKind::PutLink:
      return "put";
    case model::OrderKind::RevokeLink:
      return "revoke";
    case model::OrderKind::HasLink:
      return "has";
    default:
      return "get";
  }
}

bool declared_by(const model::Declaration& declaration, const Actor& actor) {
  if (actor.organisation) {
    const auto* organisation = declaration.author.organisation();
    return organisation &&
           organisation->value("ID-HCPARTY").value_or("").substr(0, 8) == actor.organisation->number.substr(0, 8);
  }
  const auto* professional = declaration.author.professional();
  return professional && actor.person && professional->value("INSS") == actor.person->text();
}

// A referral to a colleague is revoked by the one who made it (or by the colleague himself, or the patient).
Status check_referral_owner(const LinkCase& link, const model::LinkRegistration& registration) {
  if (link.actor.is_citizen() || is_author_himself(link.actor, registration.party)) return Done{};
  const auto file = link.evidence.file(registration.patient);
  if (!file) return file.error();
  bool of_another = false;
  for (const auto& known : (**file).links) {
    if (known.type != registration.type || known.party.key() != registration.party.key()) continue;
    if (declared_by(known.declared, link.actor)) return Done{};
    of_another = true;
  }
  if (of_another) link.failures.add("not_authorised");
  return Done{};
}

Status check_state(const LinkCase& link, const model::LinkRegistration& registration) {
  if (own_act_binds(link.actor.representation, "therlink", link.policy)) {
    const auto undoes = undoes_own_act(registration, link.operation == "put", link.evidence);
    if (!undoes) return undoes.error();
    if (*undoes) link.failures.add("own_act_stands");
  }
  if (link.operation == "revoke") return check_referral_owner(link, registration);
  if (!link.actor.is_citizen()) {
    const auto file = link.evidence.file(registration.patient);
    if (!file) return file.error();
    if (excludes(**file, link.actor, link.evidence.now())) link.failures.add("excluded");
  }
  const auto deceased = link.evidence.deceased(registration.patient);
  if (!deceased) return deceased.error();
  if (*deceased) link.failures.add("patient_deceased");
  return Done{};
}

// Only the case in which it makes a difference is looked up.
Result<bool> newborn_without_proof(const LinkCase& link, const model::LinkOrder& order,
                                   const std::optional<model::Ssin>& patient) {
  if (!patient || !order.proofs.empty() || !proof_is_waived(link, order.type, true)) return false;
  return is_newborn(*patient, link.policy, link.evidence);
}

}  // namespace

Result<std::optional<Actor>> identify_link_author(const model::Order& order, const Errand& errand, const Policy& policy,
                                                  Evidence& evidence, Failures& failures) {
  auto actor = identify(order, errand, policy, evidence, failures);
  if (actor || actor.error().id() != FaultId::EvidenceUnavailable) return actor;
  failures.add(order.header.author.person ? "author_relation_unverified" : "author_unverified");
  return std::optional<Actor>{};
}

Status decide_link_change(const model::LinkOrder& order, const LinkCase& link, model::Decision& decision) {
  const auto patient = check_link_patient(link, order.patient, order.proofs, order.nameless_patient);
  if (!patient) return patient.error();
  const auto party = concerned_party(link, order.parties);
  if (!party) return party.error();
  const auto newborn = newborn_without_proof(link, order, *patient);
  if (!newborn) return newborn.error();
  check_link_type(link, order.type, *party);
  const auto dates = link.operation == "put" ? check_put_period(link, order) : read_revoke_dates(link, order);
  check_comment(link, order.comment);
  check_proofs(link, order.type, order.proofs, *newborn,
               {order.patient, *patient, order.parties.size() == 1 ? &order.parties.front() : nullptr});
  if (!link.failures.empty()) return Done{};
  model::LinkRegistration registration{**patient,
                                       first_name_of(order.patient),
                                       order.patient.family_name,
                                       **party,
                                       order.type,
                                       dates.start,
                                       dates.end,
                                       order.comment,
                                       order.proofs.empty() ? std::string{} : order.proofs.front().type};
  if (auto done = check_state(link, registration); !done) return done;
  if (order.nameless_patient && link.evidence.has_registers()) {
    const auto person = link.evidence.person(**patient);
    if (!person) return person.error();
    if (*person) {
      registration.first_name = (**person).first_name;
      registration.family_name = (**person).family_name;
    }
  }
  decision.registration = std::move(registration);
  return Done{};
}

namespace {

const model::PatientClaim* concerned(const model::Order& order) {
  if (const auto* change = std::get_if<model::LinkOrder>(&order.content)) return &change->patient;
  const auto& query = std::get<model::LinkQuery>(order.content);
  return query.patients.size() == 1 ? &query.patients.front() : nullptr;
}

}  // namespace

Status decide_link(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision) {
  Failures failures(policy, "therlink");
  const Errand errand{"therlink", operation_of(order.kind), "link", concerned(order)};
  const auto actor = identify_link_author(order, errand, policy, evidence, failures);
  if (!actor) return actor.error();
  if (*actor) {
    note_actor(**actor, decision);
    const LinkCase link{**actor, policy, evidence, failures, errand.operation};
    const auto* change = std::get_if<model::LinkOrder>(&order.content);
    auto done = change ? decide_link_change(*change, link, decision) : decide_link_query(order, link, decision);
    if (!done) return done;
  }
  decision.errors = failures.take();
  return Done{};
}

}  // namespace sluis::decision
