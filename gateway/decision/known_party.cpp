#include "gateway/decision/known_party.hpp"

#include <algorithm>
#include <set>

#include "gateway/core/comparable_name.hpp"

namespace sluis::decision {
namespace {

constexpr std::size_t kCutOff = 100;    // a register lists no more: then there may be others
constexpr std::size_t kMostShown = 10;
constexpr std::size_t kMostWords = 8;   // of a full name that is taken apart

struct PersonName {
  std::string first;
  std::string family;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// First and family name as written; a full name in one text can be read in several ways.
std::vector<PersonName> readings(const model::PartyClaim& claim) {
  if (!core::comparable_name(claim.family_name).empty()) return {{joined(claim.first_names), claim.family_name}};
  const auto whole = core::comparable_name(claim.name);
  if (whole.empty()) return {};
  std::vector<PersonName> all{{"", whole}};
  std::size_t words = 1;
  for (auto blank = whole.find(' '); blank != std::string::npos && words < kMostWords; blank = whole.find(' ', blank + 1)) {
    all.push_back({whole.substr(0, blank), whole.substr(blank + 1)});
    all.push_back({whole.substr(blank + 1), whole.substr(0, blank)});
    ++words;
  }
  return all;
}

std::string shown(const model::Provider& provider, std::string_view category) {
  auto text = provider.first_name + " " + provider.family_name + " (" + std::string(category);
  if (const auto number = number_in(provider, category)) text += ", NIHII " + number->text();
  return text + ")";
}

std::string shown(const model::Organisation& organisation, std::string_view category) {
  auto text = organisation.name + " (" + std::string(category);
  if (const auto number = nihii_of(organisation)) text += ", NIHII " + number->number;
  return text + ")";
}

template <class T>
ByName<T> chosen(const std::vector<T>& fitting, std::string_view category, bool cut_off) {
  ByName<T> result;
  if (fitting.size() == 1 && !cut_off) {
    result.found = fitting.front();
    return result;
  }
  for (std::size_t i = 0; i < fitting.size() && i < kMostShown; ++i)
    result.hits += (i == 0 ? "" : "; ") + shown(fitting[i], category);
  if (!fitting.empty() && (fitting.size() > kMostShown || cut_off)) result.hits += "; and others";
  return result;
}

}  // namespace

bool is_named(const model::PartyClaim& claim, const model::Provider& provider) {
  const auto all = readings(claim);
  return std::ranges::any_of(all, [&](const PersonName& name) {
    if (!core::same_name(name.family, provider.family_name)) return false;
    const bool any = core::comparable_name(name.first).empty() || provider.first_name.empty();
    return any || core::same_name(name.first, provider.first_name) ||
           (!claim.first_names.empty() && core::same_name(claim.first_names.front(), provider.first_name));
  });
}

bool has_name(const model::PartyClaim& claim) {
  return !core::comparable_name(claim.name).empty() || !core::comparable_name(claim.family_name).empty();
}

bool has_number(const model::PartyClaim& claim) { return claim.value("INSS") || claim.value("ID-HCPARTY"); }

Agreement compare(const model::PartyClaim& claim, const std::optional<model::Nihii>& nihii,
                  const model::Provider& provider) {
  bool owns = !nihii;
  bool of_category = provider.numbers.empty() && !nihii;
  for (const auto& [number, category] : provider.numbers) {
    if (nihii && !number.same_holder(*nihii)) continue;
    owns = true;
    of_category = of_category || category == claim.category();
  }
  if (!owns) return Agreement::NumberOfOther;
  if (!of_category) return Agreement::OtherCategory;
  return has_name(claim) && !is_named(claim, provider) ? Agreement::OtherName : Agreement::Agrees;
}

Agreement compare(const model::PartyClaim& claim, const model::Organisation& organisation) {
  if (organisation.category != claim.category()) return Agreement::OtherCategory;
  const auto& name = claim.name.empty() ? claim.family_name : claim.name;
  const bool named = !core::comparable_name(name).empty() && !organisation.name.empty();
  return named && !core::same_name(name, organisation.name) ? Agreement::OtherName : Agreement::Agrees;
}

Result<ByName<model::Provider>> provider_by_name(const model::PartyClaim& claim, Evidence& evidence) {
  std::vector<model::Provider> fitting;
  std::set<std::string> seen;
  bool cut_off = false;
  for (const auto& name : readings(claim)) {
    const auto hits = evidence.providers_named(name.first, name.family);
    if (!hits) return hits.error();
    cut_off = cut_off || hits->size() >= kCutOff;
    for (const auto& hit : *hits) {
      if (number_in(hit, claim.category()) && seen.insert(hit.ssin.text()).second) fitting.push_back(hit);
    }
  }
  return chosen(fitting, claim.category(), cut_off);
}

Result<ByName<model::Organisation>> organisation_by_name(const model::PartyClaim& claim, Evidence& evidence) {
  const auto hits = evidence.organisations_named(claim.name.empty() ? claim.family_name : claim.name);
  if (!hits) return hits.error();
  std::vector<model::Organisation> fitting;
  for (const auto& hit : *hits) {
    if (hit.category == claim.category() && nihii_of(hit)) fitting.push_back(hit);
  }
  return chosen(fitting, claim.category(), hits->size() >= kCutOff);
}

Result<std::optional<model::Provider>> provider_by_number(const model::Nihii& nihii, Evidence& evidence) {
  auto provider = evidence.provider(nihii);
  if (!provider || *provider || nihii.text().size() == 8) return provider;
  const auto base = model::Nihii::parse(nihii.base());
  return base ? evidence.provider(*base) : std::move(provider);
}

std::optional<model::Nihii> number_in(const model::Provider& provider, std::string_view category) {
  const auto found = std::ranges::find_if(provider.numbers, [&](const auto& entry) { return entry.second == category; });
  return found == provider.numbers.end() ? std::nullopt : std::optional(found->first);
}

std::optional<model::OrganisationNumber> nihii_of(const model::Organisation& organisation) {
  for (const auto& number : organisation.numbers) {
    if (number.scheme == model::OrganisationScheme::Nihii) return model::OrganisationNumber{number.scheme, number.number.substr(0, 8)};
  }
  return std::nullopt;
}

}  // namespace sluis::decision
