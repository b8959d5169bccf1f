#include <algorithm>

#include "gateway/decision/actor.hpp"
#include "gateway/decision/ages.hpp"
#include "gateway/decision/cards.hpp"
#include "gateway/decision/representation.hpp"

namespace sluis::decision {
namespace {

// The one person who acts; null when the author names none or two, or a healthcare party beside him.
const model::PatientClaim* acting_person(const model::AuthorClaim& author) {
  const bool only_software = std::ranges::all_of(
      author.parties, [](const auto& party) { return party.is_software() || party.category() == "patient"; });
  if (!only_software || author.patient.has_value() == author.person.has_value()) return nullptr;
  return author.patient ? &*author.patient : &*author.person;
}

// A patient who acts himself has to be old enough (rulings R8).
Status check_own_age(const Policy& policy, Evidence& evidence, Failures& failures, const model::Ssin& patient) {
  auto birth = patient.birth_date();  // the number tells it for nearly everybody: no look-up
  if (!birth) {
    auto known = evidence.birth_date(patient);
    if (!known) return std::move(known).error();
    birth = *known;
  }
  if (birth && evidence.today() < birthday(*birth, policy.settings.minor_acts_from_years))
    failures.add("not_authorised");
  return Done{};
}

// What the patient has decided himself stands against some representatives (rulings R8).
Result<bool> patient_decided(Evidence& evidence, const model::Ssin& patient) {
  auto file = evidence.file(patient);
  if (!file) return std::move(file).error();
  const auto* consent = (**file).consent();
  if (!consent) return false;
  const auto& last = consent->revoked ? *consent->revoked : consent->declared;
  return last.author.patient && last.author.patient->value("INSS") == patient.text();
}

Status represent(const Errand& errand, const Policy& policy, Evidence& evidence, Failures& failures,
                 const model::Ssin& patient, Actor& actor) {
  auto relation = representation_of(patient, *actor.person, errand.scope, policy, evidence);
  if (!relation) return std::move(relation).error();
  if (!*relation) {
    failures.add("other_patient");
    return Done{};
  }
  actor.representation = (**relation).kind;
  if (errand.service != "consent" || !errand.changes()) return Done{};
  if (!policy.representations.find(actor.representation)->second.patient_may_overrule) return Done{};
  const auto decided = patient_decided(evidence, patient);
  if (!decided) return decided.error();
  if (*decided) failures.add("own_act_stands");
  return Done{};
}

Status check_author_card(const model::Order& order, const Errand& errand, const Policy& policy, Evidence& evidence,
                         Failures& failures, const model::Ssin& person) {
  if (!order.header.author.patient || !errand.changes()) return Done{};
  const auto fits = cards_fit(*order.header.author.patient, person, policy, evidence);
  if (!fits) return fits.error();
  if (!*fits) failures.add("author_card_invalid");
  return Done{};
}

}  // namespace

std::optional<Actor> citizen_author(const model::Order& order, Failures& failures) {
  const auto& author = order.header.author;
  const auto* claim = acting_person(author);
  if (claim == nullptr) {
    failures.add("identity_differs");
    return std::nullopt;
  }
  const auto numbers = claim->values("INSS");
  if (numbers.empty()) {
    failures.add("author_patient_missing");
    return std::nullopt;
  }
  const auto ssin = model::Ssin::parse(numbers.front());
  if (numbers.size() > 1 || !ssin) {
    failures.add("author_patient_invalid");
    return std::nullopt;
  }
  if (ssin != order.caller.ssin) {
    failures.add("identity_differs");
    return std::nullopt;
  }
  Actor actor;
  actor.kind = author.patient ? "patient" : "representative";
  actor.category = "patient";
  actor.person = ssin;
  return actor;
}

Status acts_for_patient(const model::Order& order, const Errand& errand, const Policy& policy, Evidence& evidence,
                        Failures& failures, Actor& actor) {
  if (auto done = check_author_card(order, errand, policy, evidence, failures, *actor.person); !done) return done;
  if (errand.patient == nullptr || !failures.empty()) return Done{};
  // A number that is none can't be compared; the rules of the patient tell what is wrong with it.
  const auto numbers = errand.patient->values("INSS");
  const auto patient = numbers.size() == 1 ? model::Ssin::parse(numbers.front()) : std::nullopt;
  if (!patient) return Done{};
  if (actor.kind == "representative") return represent(errand, policy, evidence, failures, *patient, actor);
  if (patient != actor.person) {
    failures.add("other_patient");
    return Done{};
  }
  return check_own_age(policy, evidence, failures, *patient);
}

}  // namespace sluis::decision
