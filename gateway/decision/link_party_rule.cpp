#include <algorithm>

#include "gateway/decision/known_party.hpp"
#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

using Found = std::optional<model::Party>;

struct PartyNumbers {
  std::optional<model::Ssin> ssin;
  std::optional<model::Nihii> nihii;
  bool right = true;
};

PartyNumbers read_numbers(const LinkCase& link, const model::PartyClaim& claim) {
  PartyNumbers numbers;
  const auto ssins = claim.values("INSS");
  const auto nihiis = claim.values("ID-HCPARTY");
  if (!ssins.empty()) numbers.ssin = model::Ssin::parse(ssins.front());
  if (!nihiis.empty()) numbers.nihii = model::Nihii::parse(nihiis.front());
  if (ssins.size() > 1 || (!ssins.empty() && !numbers.ssin)) {
    link.failures.add("party_ssin_invalid");
    numbers.right = false;
  }
  if (nihiis.size() > 1 || (!nihiis.empty() && !numbers.nihii)) {
    link.failures.add("party_nihii_invalid");
    numbers.right = false;
  }
  return numbers;
}

void refuse(const LinkCase& link, Agreement agreement) {
  switch (agreement) {
    case Agreement::Agrees:
      return;
    case Agreement::NumberOfOther:
      return link.failures.add("party_nihii_of_other");
    case Agreement::OtherCategory:
      return link.failures.add("party_nihii_other_category");
    case Agreement::OtherName:
      return link.failures.add("party_not_found", "the register has another name for this number");
  }
}

// A party without a number: found by name and category, or refused with what there is to choose from.
template <class T>
Found by_name(const LinkCase& link, const Result<ByName<T>>& named, model::Party (*party_of)(const T&, const std::string&),
              const std::string& category) {
  if (named->found) return party_of(*named->found, category);
  if (named->hits.empty()) {
    link.failures.add("party_not_found", "no party of this category has this name");
  } else {
    link.failures.add("party_not_found", "several have this name, give a number: " + named->hits);
  }
  return std::nullopt;
}

model::Party person_party(const model::Provider& provider, const std::string& category) {
  model::Party party;
  party.category = category;
  party.ssin = provider.ssin;
  party.nihii = number_in(provider, category);
  party.first_name = provider.first_name;
  party.family_name = provider.family_name;
  return party;
}

model::Party organisation_party(const model::Organisation& organisation, const std::string& category) {
  model::Party party;
  party.category = category;
  party.organisation = nihii_of(organisation);
  party.name = organisation.name;
  return party;
}

// The author himself: his numbers are those of the token.
bool same_person(const Actor& actor, const PartyNumbers& numbers) {
  if (actor.is_citizen() || actor.organisation) return false;
  if (numbers.ssin) return numbers.ssin == actor.person;
  return actor.nihii && numbers.nihii && actor.nihii->same_holder(*numbers.nihii);
}

Status check_own(const LinkCase& link, const model::PartyClaim& claim, const PartyNumbers& numbers) {
  if (numbers.nihii && link.actor.nihii && !link.actor.nihii->same_holder(*numbers.nihii)) {
    link.failures.add("party_nihii_of_other");
  } else if (claim.category() != link.actor.category) {
    link.failures.add("party_nihii_other_category");
  } else if (link.operation == "put" && has_name(claim) && link.evidence.has_registers()) {
    const auto known = link.evidence.provider(*link.actor.person);
    if (!known) return known.error();
    if (*known && !is_named(claim, **known)) refuse(link, Agreement::OtherName);
  }
  return Done{};
}

// Whether a party that is identified already is held against the register: always before it is registered; else only
// when the message says more of it than its number. Who left the register can still be asked for and revoked.
bool is_checked(const LinkCase& link, bool says_more) {
  return link.evidence.has_registers() && (link.operation == "put" || says_more);
}

// A question about somebody who is identified needs no register to be answered.
bool may_go_on(const LinkCase& link, const Fault& fault) {
  return fault.id() == FaultId::EvidenceUnavailable && (link.operation == "get" || link.operation == "has");
}

// Another professional than the author.
Status resolve_other(const LinkCase& link, const model::PartyClaim& claim, PartyNumbers& numbers) {
  if (!numbers.ssin && !link.evidence.has_registers()) {
    link.failures.add("party_not_found");
    return Done{};
  }
  if (numbers.ssin && !is_checked(link, numbers.nihii || has_name(claim))) return Done{};
  const auto provider =
      numbers.ssin ? link.evidence.provider(*numbers.ssin) : provider_by_number(*numbers.nihii, link.evidence);
  if (!provider) return numbers.ssin && may_go_on(link, provider.error()) ? Status(Done{}) : Status(provider.error());
  if (!*provider) {
    if (!numbers.ssin || link.operation == "put") link.failures.add("party_not_found");
    return Done{};
  }
  refuse(link, compare(claim, numbers.nihii, **provider));
  numbers.ssin = (**provider).ssin;
  return Done{};
}

Result<Found> resolve_person(const LinkCase& link, const model::PartyClaim& claim) {
  if (!has_number(claim) && has_name(claim) && link.evidence.has_registers()) {
    const auto named = provider_by_name(claim, link.evidence);
    if (!named) return named.error();
    return by_name(link, named, person_party, claim.category());
  }
  auto numbers = read_numbers(link, claim);
  const auto failures_before = link.failures.count();
  if (!has_number(claim)) link.failures.add("party_not_found");
  if (!numbers.right || !has_number(claim)) return Found{};
  if (same_person(link.actor, numbers)) {
    if (auto done = check_own(link, claim, numbers); !done) return std::move(done).error();
    numbers.ssin = link.actor.person;
  } else if (auto done = resolve_other(link, claim, numbers); !done) {
    return std::move(done).error();
  }
  if (link.failures.count() != failures_before) return Found{};
  model::Party party;
  party.category = claim.category();
  party.ssin = numbers.ssin;
  party.nihii = numbers.nihii;
  party.first_name = claim.first_names.empty() ? std::string{} : claim.first_names.front();
  party.family_name = claim.family_name;
  party.name = claim.name;
  return Found(std::move(party));
}

// A person named with a pharmacy is its holder.
void check_holder(const LinkCase& link, const PartyNumbers& numbers, const model::Organisation& known) {
  if (numbers.ssin && known.category == "orgpharmacy" && known.holder_ssin != numbers.ssin->text())
    link.failures.add("party_not_the_holder");
}

Status check_organisation(const LinkCase& link, const model::PartyClaim& claim, const PartyNumbers& numbers,
                          const model::Party& party) {
  const bool own = is_author_himself(link.actor, party);
  if (!is_checked(link, has_name(claim) || numbers.ssin)) return Done{};
  const auto known = link.evidence.organisation(*party.organisation);
  if (!known) return may_go_on(link, known.error()) ? Status(Done{}) : Status(known.error());
  if (!*known) {
    if (link.operation == "put" && !own) link.failures.add("party_not_found");
    return Done{};
  }
  const auto failures_before = link.failures.count();
  refuse(link, compare(claim, **known));
  if (link.failures.count() == failures_before) check_holder(link, numbers, **known);
  return Done{};
}

Result<Found> resolve_organisation(const LinkCase& link, const model::PartyClaim& claim) {
  if (!claim.value("ID-HCPARTY")) {
    if (!has_name(claim) || !link.evidence.has_registers()) {
      link.failures.add("party_not_found");
      return Found{};
    }
    const auto named = organisation_by_name(claim, link.evidence);
    if (!named) return named.error();
    return by_name(link, named, organisation_party, claim.category());
  }
  const auto numbers = read_numbers(link, claim);
  if (!numbers.right) return Found{};
  model::Party party;
  party.category = claim.category();
  party.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, numbers.nihii->base()};
  party.name = claim.name;
  const auto failures_before = link.failures.count();
  if (auto done = check_organisation(link, claim, numbers, party); !done) return std::move(done).error();
  return link.failures.count() == failures_before ? Found(std::move(party)) : Found{};
}

}  // namespace

bool is_author_himself(const Actor& actor, const model::Party& party) {
  if (actor.is_citizen()) return false;
  if (actor.organisation) {
    return party.organisation && party.organisation->scheme == actor.organisation->scheme &&
           party.organisation->number.substr(0, 8) == actor.organisation->number.substr(0, 8);
  }
  return party.ssin && party.ssin == actor.person;
}

Result<std::optional<model::Party>> concerned_party(const LinkCase& link,
                                                    const std::vector<model::PartyClaim>& claims) {
  if (claims.size() != 1) {
    link.failures.add("party_several");
    return Found{};
  }
  const auto& claim = claims.front();
  const auto category = link.policy.categories.find(claim.category());
  if (claim.category().empty()) {
    link.failures.add("party_category_missing");
  } else if (category == link.policy.categories.end()) {
    link.failures.add("party_category_invalid");
  } else if (!category->second.link) {
    link.failures.add("party_category_unsupported");
  } else {
    return category->second.kind == PartyKind::Person ? resolve_person(link, claim) : resolve_organisation(link, claim);
  }
  read_numbers(link, claim);  // what else is wrong with it
  return Found{};
}

}  // namespace sluis::decision
