#include <algorithm>

#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

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
  if (ssins.empty() && nihiis.empty()) {
    link.failures.add("party_not_found");
    numbers.right = false;
  }
  return numbers;
}

// The author himself: his numbers are those of the token.
bool same_person(const Actor& actor, const PartyNumbers& numbers) {
  if (actor.is_citizen() || actor.organisation) return false;
  if (numbers.ssin) return numbers.ssin == actor.person;
  return actor.nihii && numbers.nihii && actor.nihii->same_holder(*numbers.nihii);
}

void check_own_numbers(const LinkCase& link, const std::string& category, const PartyNumbers& numbers) {
  if (numbers.nihii && link.actor.nihii && !link.actor.nihii->same_holder(*numbers.nihii)) {
    link.failures.add("party_nihii_of_other");
  } else if (category != link.actor.category) {
    link.failures.add("party_nihii_other_category");
  }
}

void check_provider(const LinkCase& link, const model::Provider& provider, const std::string& category,
                    const PartyNumbers& numbers) {
  bool owns = !numbers.nihii;
  bool of_category = provider.numbers.empty() && !numbers.nihii;
  for (const auto& [number, its_category] : provider.numbers) {
    if (numbers.nihii && !number.same_holder(*numbers.nihii)) continue;
    owns = true;
    of_category = of_category || its_category == category;
  }
  if (!owns) {
    link.failures.add("party_nihii_of_other");
  } else if (!of_category) {
    link.failures.add("party_nihii_other_category");
  }
}

// Another professional than the author: the provider register has the last word where there is one. A question looks
// there only when the number by which persons are known is not in the message.
Status resolve_other(const LinkCase& link, const std::string& category, PartyNumbers& numbers) {
  const bool changes = link.operation == "put" || link.operation == "revoke";
  if (!link.evidence.has_registers() || (!changes && numbers.ssin)) {
    if (!numbers.ssin) link.failures.add("party_not_found");
    return Done{};
  }
  const auto provider = numbers.ssin ? link.evidence.provider(*numbers.ssin) : link.evidence.provider(*numbers.nihii);
  if (!provider) return provider.error();
  if (!*provider) {
    link.failures.add("party_not_found");
    return Done{};
  }
  check_provider(link, **provider, category, numbers);
  numbers.ssin = (**provider).ssin;
  return Done{};
}

Result<std::optional<model::Party>> resolve_person(const LinkCase& link, const model::PartyClaim& claim) {
  auto numbers = read_numbers(link, claim);
  if (!numbers.right) return std::optional<model::Party>{};
  const auto failures_before = link.failures.count();
  if (same_person(link.actor, numbers)) {
    check_own_numbers(link, claim.category(), numbers);
    numbers.ssin = link.actor.person;
  } else if (auto done = resolve_other(link, claim.category(), numbers); !done) {
    return std::move(done).error();
  }
  if (link.failures.count() != failures_before) return std::optional<model::Party>{};
  model::Party party;
  party.category = claim.category();
  party.ssin = numbers.ssin;
  party.nihii = numbers.nihii;
  party.first_name = claim.first_names.empty() ? std::string{} : claim.first_names.front();
  party.family_name = claim.family_name;
  party.name = claim.name;
  return std::optional(std::move(party));
}

Result<std::optional<model::Party>> resolve_organisation(const LinkCase& link, const model::PartyClaim& claim) {
  using Found = std::optional<model::Party>;
  const auto numbers = claim.values("ID-HCPARTY");
  if (numbers.empty()) {
    link.failures.add("party_not_found");
    return Found{};
  }
  const auto nihii = model::Nihii::parse(numbers.front());
  if (numbers.size() > 1 || !nihii) {
    link.failures.add("party_nihii_invalid");
    return Found{};
  }
  model::Party party;
  party.category = claim.category();
  party.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, nihii->base()};
  party.name = claim.name;
  const bool changes = link.operation == "put" || link.operation == "revoke";
  if (!changes || !link.evidence.has_registers() || is_author_himself(link.actor, party))
    return Found(std::move(party));
  const auto known = link.evidence.organisation(*party.organisation);
  if (!known) return known.error();
  if (*known && (**known).category == party.category) return Found(std::move(party));
  link.failures.add("party_not_found");
  return Found{};
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
  using Found = std::optional<model::Party>;
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
