#include <algorithm>

#include "gateway/decision/actor.hpp"
#include "gateway/decision/cards.hpp"
#include "gateway/decision/patient.hpp"
#include "gateway/decision/registrations.hpp"

namespace sluis::decision {
namespace {

std::string_view operation_of(model::OrderKind kind) {
  switch (kind) {
    case model::OrderKind::PutConsent:
      return "put";
    case model::OrderKind::RevokeConsent:
      return "revoke";
    case model::OrderKind::ConsentStatus:
      return "status";
    default:
      return "get";
  }
}

// Rules 3 to 6 of consent.md section 4. A citizen needs no card number; one that is given is checked.
Status check_cards(const model::PatientClaim& claim, const model::Ssin& patient, const Actor& actor,
                   const Policy& policy, Evidence& evidence, Failures& failures) {
  const bool given = std::ranges::any_of(claim.ids, [](const auto& id) { return is_card(id.scheme); });
  if (given) {
    const auto fit = cards_fit(claim, patient, policy, evidence);
    if (!fit) return fit.error();
    if (!*fit) failures.add("card_invalid");
    return Done{};
  }
  if (actor.is_citizen()) return Done{};
  const auto newborn = is_newborn(patient, policy, evidence);
  if (!newborn) return newborn.error();
  if (!*newborn) failures.add("card_missing");
  return Done{};
}

// Without a right number neither pair nor age can be looked up: what the card number itself tells is still reported.
void check_cards_alone(const model::PatientClaim& claim, const Actor& actor, const Policy& policy, Failures& failures) {
  bool given = false;
  bool well_formed = true;
  for (const auto& id : claim.ids) {
    if (!is_card(id.scheme)) continue;
    given = true;
    well_formed = well_formed && card_is_well_formed(id, policy);
  }
  if (!well_formed) {
    failures.add("card_invalid");
  } else if (!given && !actor.is_citizen()) {
    failures.add("card_missing");
  }
}

Status check_patient(const model::PatientClaim& claim, const std::optional<model::Ssin>& patient, const Actor& actor,
                     const Policy& policy, Evidence& evidence, Failures& failures) {
  if (!patient) {
    check_cards_alone(claim, actor, policy, failures);
    return Done{};
  }
  if (evidence.has_registers()) {
    const auto person = evidence.person(*patient);
    if (!person) return person.error();
    if (!*person) {
      failures.add("patient_identifier");
      check_cards_alone(claim, actor, policy, failures);
      return Done{};
    }
  }
  return check_cards(claim, *patient, actor, policy, evidence, failures);
}

void check_types(const std::vector<std::string>& types, Failures& failures) {
  if (std::ranges::any_of(types, [](const auto& type) { return type != "retrospective"; }))
    failures.add("type_invalid");
}

std::optional<core::Date> read_date(const std::optional<std::string>& text) {
  return text ? core::parse_date(*text) : std::nullopt;
}

void check_put_dates(const model::ConsentOrder& order, core::Date today, Failures& failures) {
  const auto signed_on = read_date(order.sign_date);
  if (!order.sign_date) {
    failures.add("sign_date_missing");
  } else if (!signed_on) {
    failures.add("sign_date_invalid");
  } else if (*signed_on > today) {
    failures.add("sign_date_later");
  }
  // A declaration that is revoked in the same breath declares nothing.
  if (order.revoke_date) failures.add("revoke_date_invalid");
}

// The sign date that a revocation repeats is evidence and not judged (rulings R5).
void check_revoke_date(const model::ConsentOrder& order, core::Date today, Failures& failures) {
  const auto revoked_on = read_date(order.revoke_date);
  if (!order.revoke_date) {
    failures.add("revoke_date_missing");
  } else if (!revoked_on) {
    failures.add("revoke_date_invalid");
  } else if (*revoked_on > today) {
    failures.add("revoke_date_later");
  }
}

void check_party_numbers(const std::optional<model::AuthorClaim>& author, Failures& failures) {
  if (!author) return;
  for (const auto& party : author->parties) {
    for (const auto& id : party.ids) {
      const bool number = id.scheme == "INSS" || id.scheme == "ID-HCPARTY";
      const bool right = id.scheme == "INSS" ? model::Ssin::parse(id.value).has_value()
                                             : model::Nihii::parse(id.value) || model::Ehp::parse(id.value);
      if (number && !right) {
        failures.add("party_identifier");
        return;
      }
    }
  }
}

Status decide_change(const model::Order& order, const model::ConsentOrder& content, const Actor& actor,
                     const Policy& policy, Evidence& evidence, Failures& failures, model::Decision& decision) {
  const bool put = order.kind == model::OrderKind::PutConsent;
  const auto patient = patient_number(content.patient, failures);
  if (auto done = check_patient(content.patient, patient, actor, policy, evidence, failures); !done) return done;
  check_types(content.types, failures);
  if (put) {
    check_put_dates(content, evidence.today(), failures);
  } else {
    check_revoke_date(content, evidence.today(), failures);
  }
  check_party_numbers(content.author, failures);
  if (!failures.empty()) return Done{};
  if (put) {
    const auto deceased = evidence.deceased(*patient);
    if (!deceased) return deceased.error();
    if (*deceased) failures.add("patient_deceased");
  }
  // The author of a declaration is the one that the token certifies; what the message repeats in the consent proves
  // nothing.
  decision.registration = model::ConsentRegistration{
      *patient,           first_name_of(content.patient), content.patient.family_name,
      "retrospective",    read_date(content.sign_date),   put ? std::nullopt : read_date(content.revoke_date),
      order.header.author};
  return Done{};
}

Status decide_question(const model::Order& order, const model::ConsentOrder& content, const Policy& policy,
                       Evidence& evidence, Failures& failures, model::Decision& decision) {
  const auto patient = patient_number(content.patient, failures);
  check_types(content.types, failures);
  if (!failures.empty()) return Done{};
  model::RegistrationQuery query{*patient, {}, content.types, {}, {}};
  if (order.kind == model::OrderKind::ConsentStatus) {
    const auto deceased = evidence.deceased(*patient);
    if (!deceased) return deceased.error();
    query.deceased = *deceased;
    query.deceased_speaks = policy.settings.deceased_without_consent;
    query.status = "all";
  }
  decision.registration = std::move(query);
  return Done{};
}

}  // namespace

Status decide_consent(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision) {
  const auto& content = std::get<model::ConsentOrder>(order.content);
  Failures failures(policy, "consent");
  const Errand errand{"consent", operation_of(order.kind), "consent", &content.patient};
  const auto actor = identify(order, errand, policy, evidence, failures);
  if (!actor) return actor.error();
  if (*actor) {
    note_actor(**actor, decision);
    auto done = errand.changes() ? decide_change(order, content, **actor, policy, evidence, failures, decision)
                                 : decide_question(order, content, policy, evidence, failures, decision);
    if (!done) return done;
  }
  decision.errors = failures.take();
  return Done{};
}

}  // namespace sluis::decision
