#include "gateway/decision/own_act.hpp"

namespace sluis::decision {
namespace {

// At a counter too: then the author names him beside the healthcare parties.
bool is_by(const model::Declaration& act, const model::Ssin& patient) {
  return act.author.patient && act.author.patient->value("INSS") == patient.text();
}

// The latest of one party's registrations decides: `put` is stopped by the patient's own end of it, an end by his own
// declaration that still stands.
template <class Registrations, class Same>
bool undoes(const Registrations& all, const model::Ssin& patient, bool put, Same same) {
  for (auto known = all.rbegin(); known != all.rend(); ++known) {
    if (!same(*known)) continue;
    if (put) return known->revoked && is_by(*known->revoked, patient);
    return !known->revoked && is_by(known->declared, patient);
  }
  return false;
}

}  // namespace

bool own_act_binds(std::string_view representation, std::string_view service, const Policy& policy) {
  const auto kind = policy.representations.find(representation);
  return kind != policy.representations.end() && kind->second.patient_may_overrule &&
         policy.settings.own_act_binds.contains(service);
}

Result<bool> own_consent(const model::Ssin& patient, Evidence& evidence) {
  auto file = evidence.file(patient);
  if (!file) return std::move(file).error();
  const auto* consent = (**file).consent();
  if (!consent) return false;
  return is_by(consent->revoked ? *consent->revoked : consent->declared, patient);
}

Result<bool> undoes_own_act(const model::LinkRegistration& wanted, bool put, Evidence& evidence) {
  auto file = evidence.file(wanted.patient);
  if (!file) return std::move(file).error();
  return undoes((**file).links, wanted.patient, put, [&](const model::TherapeuticLink& link) {
    return link.type == wanted.type && link.party.key() == wanted.party.key();
  });
}

Result<bool> undoes_own_act(const model::ExclusionRegistration& wanted, bool put, Evidence& evidence) {
  auto file = evidence.file(wanted.patient);
  if (!file) return std::move(file).error();
  return undoes((**file).exclusions, wanted.patient, put,
                [&](const model::Exclusion& exclusion) { return exclusion.party.key() == wanted.party.key(); });
}

}  // namespace sluis::decision
