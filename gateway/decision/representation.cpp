#include "gateway/decision/representation.hpp"

#include <algorithm>

#include "gateway/decision/ages.hpp"

namespace sluis::decision {
namespace {

bool covers(const model::Relation& relation, std::string_view scope) {
  return relation.scope.empty() || std::ranges::find(relation.scope, scope) != relation.scope.end();
}

// The first day without the relation; nullopt when it has no end. `birth` unknown: it can't be shown that the patient
// is a minor.
std::optional<core::Date> first_day_after(const model::Relation& relation, bool until_majority,
                                          std::optional<core::Date> birth, int majority) {
  std::optional<core::Date> day;
  if (relation.to) day = core::add_days(*relation.to, 1);
  if (!until_majority) return day;
  if (!birth)
    return relation.from.value_or(core::Date{std::chrono::year{1}, std::chrono::January, std::chrono::day{1}});
  const auto of_age = birthday(*birth, majority);
  return day ? std::min(*day, of_age) : of_age;
}

// nullopt: the kind is unknown, or the day is outside its period.
Result<std::optional<Representation>> held_on(core::Date day, const model::Relation& relation,
                                              const model::Ssin& represented, const Policy& policy,
                                              Evidence& evidence) {
  using Held = std::optional<Representation>;
  const auto kind = policy.representations.find(relation.kind);
  if (kind == policy.representations.end()) return Held{};
  if (relation.from && day < *relation.from) return Held{};
  std::optional<core::Date> birth;
  if (kind->second.until_majority) {
    auto known = evidence.birth_date(represented);
    if (!known) return std::move(known).error();
    birth = *known;
  }
  const auto until = first_day_after(relation, kind->second.until_majority, birth, policy.settings.majority_years);
  if (until && *until <= day) return Held{};
  return Held{{relation.kind, relation.from, until}};
}

}  // namespace

Result<std::vector<Representation>> representations_of(const model::Ssin& represented,
                                                       const model::Ssin& representative, std::string_view scope,
                                                       const Policy& policy, Evidence& evidence) {
  return representations_on(evidence.today(), represented, representative, scope, policy, evidence);
}

Result<std::vector<Representation>> representations_on(core::Date day, const model::Ssin& represented,
                                                       const model::Ssin& representative, std::string_view scope,
                                                       const Policy& policy, Evidence& evidence) {
  std::vector<Representation> held;
  if (!evidence.has_registers() || represented == representative) return held;
  const auto relations = evidence.representation(represented, representative);
  if (!relations) return relations.error();
  for (const auto& relation : *relations) {
    if (!covers(relation, scope)) continue;
    auto then = held_on(day, relation, represented, policy, evidence);
    if (!then) return std::move(then).error();
    if (*then) held.push_back(std::move(**then));
  }
  if (held.empty()) return held;
  for (const auto& person : {represented, representative}) {
    const auto dead = evidence.deceased_on(day, person);
    if (!dead) return dead.error();
    if (*dead) held.clear();
  }
  return held;
}

Result<std::optional<Representation>> representation_of(const model::Ssin& represented,
                                                        const model::Ssin& representative, std::string_view scope,
                                                        const Policy& policy, Evidence& evidence) {
  auto held = representations_of(represented, representative, scope, policy, evidence);
  if (!held) return std::move(held).error();
  return held->empty() ? std::optional<Representation>{} : std::optional(std::move(held->front()));
}

Result<std::vector<model::Ssin>> others_to_tell(const model::Ssin& represented, const model::Ssin& acting,
                                                std::string_view kind, const Policy& policy, Evidence& evidence) {
  std::vector<model::Ssin> others;
  const auto rule = policy.representations.find(kind);
  if (rule == policy.representations.end() || !rule->second.told_of_others || !evidence.has_registers()) return others;
  const auto all = evidence.representatives(represented);
  if (!all) return all.error();
  for (const auto& one : *all) {
    if (one.relation.kind != kind || one.ssin == acting || one.ssin == represented) continue;
    if (std::ranges::find(others, one.ssin) != others.end()) continue;
    const auto held = held_on(evidence.today(), one.relation, represented, policy, evidence);
    if (!held) return held.error();
    if (!*held) continue;
    const auto dead = evidence.deceased(one.ssin);
    if (!dead) return dead.error();
    if (!*dead) others.push_back(one.ssin);
  }
  return others;
}

}  // namespace sluis::decision
