#include <algorithm>

#include "gateway/decision/actor.hpp"
#include "gateway/decision/ages.hpp"
#include "gateway/decision/cards.hpp"
#include "gateway/decision/own_act.hpp"
#include "gateway/decision/representation.hpp"

namespace sluis::decision {
namespace {

struct Case {
  const model::Order& order;
  const Errand& errand;
  const Policy& policy;
  Evidence& evidence;
  Failures& failures;
  Actor& actor;
};

// Who asks at the counter of a professional or organisation; a citizen's own number is known already.
std::optional<model::Ssin> asking_person(const Case& c, const model::PatientClaim& claim) {
  if (c.actor.is_citizen()) return c.actor.person;
  if (c.actor.organisation && !c.actor.person) {  // who stood behind the counter has to be known as well
    c.failures.add("organisation_professional_missing");
    return std::nullopt;
  }
  const auto numbers = claim.values("INSS");
  if (numbers.empty()) {
    c.failures.add("author_patient_missing");
    return std::nullopt;
  }
  auto ssin = model::Ssin::parse(numbers.front());
  if (ssin && numbers.size() == 1) return ssin;
  c.failures.add("author_patient_invalid");
  return std::nullopt;
}

Status check_asking_card(const Case& c, const model::PatientClaim& claim, const model::Ssin& person) {
  if (!c.errand.changes()) return Done{};
  const auto fits = cards_fit(claim, person, c.policy, c.evidence);
  if (!fits) return fits.error();
  if (!*fits) c.failures.add("author_card_invalid");
  return Done{};
}

// A patient who acts himself has to be old enough (rulings R8), and alive.
Status check_patient_himself(const Case& c, const model::Ssin& patient) {
  auto birth = patient.birth_date();  // the number tells it for nearly everybody: no look-up
  if (!birth) {
    auto known = c.evidence.birth_date(patient);
    if (!known) return std::move(known).error();
    birth = *known;
  }
  if (birth && c.evidence.today() < birthday(*birth, c.policy.settings.minor_acts_from_years))
    c.failures.add("not_authorised");
  if (!c.errand.changes()) return Done{};
  const auto dead = c.evidence.deceased(patient);
  if (!dead) return dead.error();
  if (*dead) c.failures.add("author_deceased");
  return Done{};
}

// One relation is enough. One that the patient can't overrule goes first: it may do more.
const Representation* best_of(const std::vector<Representation>& held, const Case& c) {
  const Representation* best = nullptr;
  for (const auto& one : held) {
    if (!c.policy.actors.may({c.errand.service, one.kind, "-", "represented", c.errand.operation})) continue;
    if (!best || own_act_binds(best->kind, c.errand.service, c.policy)) best = &one;
  }
  return best;
}

Status fill_notify(const Case& c, const model::Ssin& patient, const std::vector<Representation>& held) {
  for (const auto& one : held) {
    auto others = others_to_tell(patient, *c.actor.representative, one.kind, c.policy, c.evidence);
    if (!others) return std::move(others).error();
    for (auto& other : *others) {
      if (std::ranges::find(c.actor.notify, other) == c.actor.notify.end()) c.actor.notify.push_back(std::move(other));
    }
  }
  return Done{};
}

Status represent(const Case& c, const model::Ssin& patient, const model::Ssin& person) {
  const auto held = representations_of(patient, person, c.errand.scope, c.policy, c.evidence);
  if (!held) return held.error();
  const auto* relation = best_of(*held, c);
  if (!relation) {
    c.failures.add(held->empty() ? "other_patient" : "not_authorised");
    return Done{};
  }
  c.actor.representation = relation->kind;
  c.actor.representative = person;
  if (!c.errand.changes()) return Done{};
  if (c.errand.service == "consent" && own_act_binds(relation->kind, c.errand.service, c.policy)) {
    const auto own = own_consent(patient, c.evidence);
    if (!own) return own.error();
    if (*own) {
      c.failures.add("own_act_stands");
      return Done{};
    }
  }
  return fill_notify(c, patient, *held);
}

}  // namespace

Status acts_for_patient(const model::Order& order, const Errand& errand, const Policy& policy, Evidence& evidence,
                        Failures& failures, Actor& actor) {
  const auto& author = order.header.author;
  if (!author.patient && !author.person) return Done{};
  const Case c{order, errand, policy, evidence, failures, actor};
  const auto& claim = author.patient ? *author.patient : *author.person;
  const auto person = asking_person(c, claim);
  if (!person) return Done{};
  if (auto done = check_asking_card(c, claim, *person); !done) return done;
  if (errand.patient == nullptr || !failures.empty()) return Done{};
  // A number that is none can't be compared; the rules of the patient tell what is wrong with it.
  const auto numbers = errand.patient->values("INSS");
  const auto patient = numbers.size() == 1 ? model::Ssin::parse(numbers.front()) : std::nullopt;
  if (!patient) return Done{};
  if (author.person) return represent(c, *patient, *person);
  if (patient != person) {
    failures.add("other_patient");
    return Done{};
  }
  return check_patient_himself(c, *patient);
}

}  // namespace sluis::decision
