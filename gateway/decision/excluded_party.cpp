#include "gateway/decision/excluded_party.hpp"

#include <algorithm>

#include "gateway/decision/known_party.hpp"

namespace sluis::decision {
namespace {

using Found = std::optional<model::Party>;

// Before it is stored or previewed, the register has to know the party. Who left the register can still be asked for
// and released.
bool must_be_known(const ExclusionCase& asked) { return asked.operation == "put" || asked.operation == "preview"; }

model::Party as_written(const model::PartyClaim& claim) {
  model::Party party;
  party.category = claim.category();
  party.name = claim.name;
  party.first_name = claim.first_names.empty() ? std::string{} : claim.first_names.front();
  party.family_name = claim.family_name;
  return party;
}

void take_name(model::Party& party, const model::Provider& provider) {
  party.name.clear();
  party.first_name = provider.first_name;
  party.family_name = provider.family_name;
}

void refuse(const ExclusionCase& asked, Agreement agreement) {
  switch (agreement) {
    case Agreement::Agrees:
      return;
    case Agreement::NumberOfOther:
      return asked.failures.add("party_not_found", "the NIHII number belongs to another person");
    case Agreement::OtherCategory:
      return asked.failures.add("party_not_found", "the register has another category for this party");
    case Agreement::OtherName:
      return asked.failures.add("party_not_found", "the register has another name for this number");
  }
}

template <class T>
bool one_hit(const ExclusionCase& asked, const ByName<T>& named) {
  if (named.found) return true;
  if (named.hits.empty()) {
    asked.failures.add("party_not_found", "no party of this category has this name");
  } else {
    asked.failures.add("party_not_found", "several have this name, give a number: " + named.hits);
  }
  return false;
}

Result<Found> person_by_name(const ExclusionCase& asked, const model::PartyClaim& claim) {
  const auto named = provider_by_name(claim, asked.evidence);
  if (!named) return named.error();
  if (!one_hit(asked, *named)) return Found{};
  auto party = as_written(claim);
  party.ssin = named->found->ssin;
  party.nihii = number_in(*named->found, claim.category());
  take_name(party, *named->found);
  return Found(std::move(party));
}

Result<Found> organisation_by_name(const ExclusionCase& asked, const model::PartyClaim& claim) {
  const auto named = decision::organisation_by_name(claim, asked.evidence);
  if (!named) return named.error();
  if (!one_hit(asked, *named)) return Found{};
  auto party = as_written(claim);
  party.organisation = nihii_of(*named->found);
  party.name = named->found->name;
  return Found(std::move(party));
}

struct PersonNumbers {
  std::optional<model::Ssin> ssin;
  std::vector<model::Nihii> nihiis;  // he may have several
};

std::optional<PersonNumbers> read_numbers(const model::PartyClaim& claim) {
  PersonNumbers numbers;
  const auto ssins = claim.values("INSS");
  if (ssins.size() > 1) return std::nullopt;
  if (!ssins.empty() && !(numbers.ssin = model::Ssin::parse(ssins.front()))) return std::nullopt;
  for (const auto& text : claim.values("ID-HCPARTY")) {
    const auto number = model::Nihii::parse(text);
    if (!number) return std::nullopt;
    numbers.nihiis.push_back(*number);
  }
  if (!numbers.ssin && numbers.nihiis.empty()) return std::nullopt;
  return numbers;
}

// The register's entry; nullopt when there is none, or when the order can be judged without. A message that stores
// something names the practitioner by national number; a question may also name him by a number of his.
Result<std::optional<model::Provider>> entry_of(const ExclusionCase& asked, const PersonNumbers& numbers) {
  using Entry = std::optional<model::Provider>;
  if (!asked.evidence.has_registers()) return Entry{};
  auto entry = numbers.ssin ? asked.evidence.provider(*numbers.ssin)
                            : provider_by_number(numbers.nihiis.front(), asked.evidence);
  const bool needed = must_be_known(asked) || !numbers.ssin;
  if (!entry && !needed && entry.error().id() == FaultId::EvidenceUnavailable) return Entry{};
  return entry;
}

void check_entry(const ExclusionCase& asked, const model::PartyClaim& claim, const PersonNumbers& numbers,
                 const model::Provider& entry) {
  const auto of_another = [&](const model::Nihii& number) {
    return compare(claim, number, entry) == Agreement::NumberOfOther;
  };
  if (std::ranges::any_of(numbers.nihiis, of_another)) return refuse(asked, Agreement::NumberOfOther);
  refuse(asked, compare(claim, std::nullopt, entry));
}

Result<Found> resolve_person(const ExclusionCase& asked, const model::PartyClaim& claim) {
  if (claim.ids.empty() && has_name(claim) && asked.evidence.has_registers()) return person_by_name(asked, claim);
  const auto numbers = read_numbers(claim);
  const bool by_nihii = numbers && !numbers->ssin && asked.operation != "put" && asked.evidence.has_registers();
  if (!numbers || (!numbers->ssin && !by_nihii)) {
    asked.failures.add("party_identifier");
    return Found{};
  }
  const auto entry = entry_of(asked, *numbers);
  if (!entry) return entry.error();
  auto party = as_written(claim);
  party.ssin = numbers->ssin;
  if (!numbers->nihiis.empty()) party.nihii = numbers->nihiis.front();
  const auto failures_before = asked.failures.count();
  if (*entry) {
    check_entry(asked, claim, *numbers, **entry);
    party.ssin = (**entry).ssin;
    if (asked.operation == "preview") take_name(party, **entry);
  } else if (by_nihii || (must_be_known(asked) && asked.evidence.has_registers())) {
    asked.failures.add("party_not_found");
  }
  return asked.failures.count() == failures_before ? Found(std::move(party)) : Found{};
}

Result<Found> resolve_organisation(const ExclusionCase& asked, const model::PartyClaim& claim) {
  if (claim.ids.empty() && has_name(claim) && asked.evidence.has_registers()) return organisation_by_name(asked, claim);
  const auto numbers = claim.values("ID-HCPARTY");
  const auto nihii = numbers.size() == 1 ? model::Nihii::parse(numbers.front()) : std::nullopt;
  if (!nihii) {
    asked.failures.add("party_identifier");
    return Found{};
  }
  auto party = as_written(claim);
  party.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, nihii->base()};
  if (!asked.evidence.has_registers()) return Found(std::move(party));
  const auto known = asked.evidence.organisation(*party.organisation);
  if (!known && !must_be_known(asked) && known.error().id() == FaultId::EvidenceUnavailable) return Found(std::move(party));
  if (!known) return known.error();
  const auto failures_before = asked.failures.count();
  if (*known) {
    refuse(asked, compare(claim, **known));
    if (asked.operation == "preview") party.name = (**known).name;
  } else if (must_be_known(asked)) {
    asked.failures.add("party_not_found");
  }
  return asked.failures.count() == failures_before ? Found(std::move(party)) : Found{};
}

}  // namespace

Result<Found> excluded_party(const ExclusionCase& asked, const model::PartyClaim& claim) {
  const auto category = asked.policy.categories.find(claim.category());
  if (category == asked.policy.categories.end() || !category->second.exclusion) {
    asked.failures.add("party_category");
    return Found{};
  }
  return category->second.kind == PartyKind::Person ? resolve_person(asked, claim) : resolve_organisation(asked, claim);
}

}  // namespace sluis::decision
