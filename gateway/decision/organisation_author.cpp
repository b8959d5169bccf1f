#include <algorithm>

#include "gateway/decision/actor.hpp"
#include "gateway/decision/pharmacist.hpp"

namespace sluis::decision {
namespace {

struct Parties {
  const model::PartyClaim* organisation = nullptr;
  const model::PartyClaim* person = nullptr;
  bool several = false;
};

Parties sort_parties(const model::AuthorClaim& author) {
  Parties parties;
  for (const auto& party : author.parties) {
    if (party.is_software()) continue;
    auto& place = party.is_person() ? parties.person : parties.organisation;
    if (place != nullptr) parties.several = true;
    place = &party;
  }
  return parties;
}

bool is_number_of(model::OrganisationScheme scheme, const std::string& text) {
  switch (scheme) {
    case model::OrganisationScheme::Nihii:
      return model::Nihii::parse(text).has_value();
    case model::OrganisationScheme::Cbe:
      return model::Cbe::parse(text).has_value();
    case model::OrganisationScheme::Ehp:
      return model::Ehp::parse(text).has_value();
  }
  return false;
}

std::string comparable(const model::OrganisationNumber& number) {
  return number.scheme == model::OrganisationScheme::Nihii ? number.number.substr(0, 8) : number.number;
}

void check_number(const model::Order& order, const model::PartyClaim* party, Failures& failures) {
  const bool pharmacy = order.caller.category == "orgpharmacy";
  const auto& certified = *order.caller.organisation;
  const auto numbers = party ? party->values("ID-HCPARTY") : std::vector<std::string>{};
  if (numbers.empty() && party && !party->ids.empty() && !pharmacy) {
    failures.add("organisation_identifier_unsupported");
  } else if (numbers.empty()) {
    failures.add(pharmacy ? "pharmacy_identifier_missing" : "organisation_identifier_missing");
  } else if (numbers.size() > 1 || !is_number_of(certified.scheme, numbers.front())) {
    failures.add(pharmacy ? "pharmacy_identifier_invalid" : "organisation_identifier_invalid");
  } else if (comparable({certified.scheme, numbers.front()}) != comparable(certified)) {
    failures.add("identity_differs");
  } else if (certified.scheme == model::OrganisationScheme::Nihii && party->category() != order.caller.category) {
    failures.add("author_category_invalid");  // enterprises are certified without a kind
  }
}

// The end user: numbers have to be right when given. Links ask for one always (rulings R16); for consent only the
// organisation is checked (consent.md section 3).
void check_end_user(const Errand& errand, const model::PartyClaim* person, Failures& failures, Actor& actor) {
  if (person == nullptr) {
    if (errand.service == "therlink") failures.add("organisation_professional_missing");
    return;
  }
  if (const auto ssin = person->value("INSS")) {
    actor.person = model::Ssin::parse(*ssin);
    if (!actor.person) failures.add("author_ssin_invalid");
  } else if (errand.service == "therlink") {
    failures.add("author_identifier_missing");
  }
  if (const auto nihii = person->value("ID-HCPARTY")) {
    actor.nihii = model::Nihii::parse(*nihii);
    if (!actor.nihii) failures.add("author_nihii_invalid");
  }
}

// The actor of actors.table that this organisation is.
Result<std::string> kind_of(const model::Order& order, const Errand& errand, const Policy& policy, Evidence& evidence,
                            const Actor& actor) {
  const auto& category = order.caller.category;
  const auto may = [&](std::string_view kind) {
    return policy.actors.may({errand.service, kind, actor.end_user, subject_of(order), errand.operation});
  };
  const bool by_nihii = order.caller.organisation->scheme == model::OrganisationScheme::Nihii;
  if (by_nihii || may(category)) return category;
  if (may("organisation")) return std::string("organisation");
  if (!evidence.has_registers()) return category;
  // A recognised organisation that acts for a health insurer may do what the insurer may (consent.md section 3).
  const auto known = evidence.organisation(*order.caller.organisation);
  if (!known) return known.error();
  if (!*known || (**known).acts_for_cbe.empty()) return category;
  const auto principal = evidence.organisation({model::OrganisationScheme::Cbe, (**known).acts_for_cbe});
  if (!principal) return principal.error();
  return *principal ? "delegate_of_" + (**principal).category : category;
}

}  // namespace

Result<std::optional<Actor>> organisation_author(const model::Order& order, const Errand& errand, const Policy& policy,
                                                 Evidence& evidence, Failures& failures) {
  const auto parties = sort_parties(order.header.author);
  if (parties.several) {
    failures.add("identity_differs");
    return std::optional<Actor>{};
  }
  check_number(order, parties.organisation, failures);
  if (!failures.empty()) return std::optional<Actor>{};
  Actor actor;
  actor.category = order.caller.category;
  actor.organisation = order.caller.organisation;
  if (actor.category == "orgpharmacy") {
    if (auto done = check_pharmacist(order, errand, parties.person, evidence, failures, actor); !done)
      return std::move(done).error();
  } else {
    check_end_user(errand, parties.person, failures, actor);
    if (parties.person) actor.end_user = parties.person->category();
  }
  if (!failures.empty()) return std::optional<Actor>{};
  auto kind = kind_of(order, errand, policy, evidence, actor);
  if (!kind) return std::move(kind).error();
  actor.kind = std::move(*kind);
  return std::optional(std::move(actor));
}

}  // namespace sluis::decision
