#include "adapters/simulator_kit/world.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace sluis::sandbox {
namespace {

template <class T, class Test>
const T* first(const std::vector<T>& all, Test test) {
  const auto found = std::find_if(all.begin(), all.end(), test);
  return found == all.end() ? nullptr : &*found;
}

// FNV-1a: the same on every machine, which std::hash is not.
std::uint64_t fingerprint(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const unsigned char c : text) hash = (hash ^ c) * 1099511628211ULL;
  return hash;
}

}  // namespace

struct World::Index {
  using Places = std::unordered_map<std::string, std::size_t>;
  Places persons, providers, numbers, organisations;

  template <class T>
  static const T* find(const Places& places, const std::vector<T>& all, std::string_view key) {
    const auto found = places.find(std::string(key));
    return found == places.end() ? nullptr : &all[found->second];
  }
};

// Of several with one number the first counts, as without an index.
void World::build_index() {
  auto index = std::make_shared<Index>();
  for (std::size_t i = 0; i < persons.size(); ++i) index->persons.emplace(persons[i].ssin, i);
  for (std::size_t i = 0; i < providers.size(); ++i) {
    index->providers.emplace(providers[i].ssin, i);
    for (const auto& n : providers[i].nihii) {
      index->numbers.emplace(n.number, i);
      index->numbers.emplace(n.number.substr(0, 8), i);
    }
  }
  for (std::size_t i = 0; i < organisations.size(); ++i) {
    const auto& o = organisations[i];
    if (!o.nihii.empty()) index->organisations.emplace("nihii " + o.nihii, i);
    if (!o.cbe.empty()) index->organisations.emplace("cbe " + o.cbe, i);
    if (!o.ehp.empty()) index->organisations.emplace("ehp " + o.ehp, i);
  }
  index_ = std::move(index);
}

const Person* World::person(std::string_view ssin) const {
  if (index_) return Index::find(index_->persons, persons, ssin);
  return first(persons, [&](const Person& p) { return p.ssin == ssin; });
}

const Provider* World::provider_by_ssin(std::string_view ssin) const {
  if (index_) return Index::find(index_->providers, providers, ssin);
  return first(providers, [&](const Provider& p) { return p.ssin == ssin; });
}

const Provider* World::provider_by_nihii(std::string_view nihii) const {
  if (nihii.size() != 11 && nihii.size() != 8) return nullptr;
  if (index_) return Index::find(index_->numbers, providers, nihii);
  return first(providers, [&](const Provider& p) {
    return std::any_of(p.nihii.begin(), p.nihii.end(),
                       [&](const ProviderNumber& n) { return n.number.starts_with(nihii); });
  });
}

const Organisation* World::organisation_by_nihii(std::string_view nihii) const {
  if (nihii.size() == 11 && nihii.ends_with("000")) nihii.remove_suffix(3);
  if (nihii.size() != 8) return nullptr;
  if (index_) return Index::find(index_->organisations, organisations, "nihii " + std::string(nihii));
  return first(organisations, [&](const Organisation& o) { return o.nihii == nihii; });
}

const Organisation* World::organisation_by_cbe(std::string_view cbe) const {
  if (index_) return Index::find(index_->organisations, organisations, "cbe " + std::string(cbe));
  return cbe.empty() ? nullptr : first(organisations, [&](const Organisation& o) { return o.cbe == cbe; });
}

const Organisation* World::organisation_by_ehp(std::string_view ehp) const {
  if (index_) return Index::find(index_->organisations, organisations, "ehp " + std::string(ehp));
  return ehp.empty() ? nullptr : first(organisations, [&](const Organisation& o) { return o.ehp == ehp; });
}

core::Instant document_moment(const World& world, const StoredDocument& document) {
  const auto hash = fingerprint(document.sl + "|" + document.id);
  const auto day = core::add_days(world.base, -static_cast<int>(1 + hash % 300));
  const auto minute = std::chrono::minutes(8 * 60 + static_cast<int>((hash >> 32) % 600));
  return core::start_of_day(day) + minute;
}

std::optional<Date> birth_of(std::string_view ssin) {
  if (ssin.size() != 11) return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    return std::stoll(std::string(ssin.substr(from, count)));
  };
  const auto check = number(9, 2);
  const bool new_century = check == 97 - (2'000'000'000LL + number(0, 9)) % 97;
  const auto year = (new_century ? 2000 : 1900) + static_cast<int>(number(0, 2));
  const auto month = static_cast<unsigned>(number(2, 2)) % 20;
  const Date date{std::chrono::year(year), std::chrono::month(month),
                  std::chrono::day(static_cast<unsigned>(number(4, 2)))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

}  // namespace sluis::sandbox
