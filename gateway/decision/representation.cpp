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

}  // namespace

Result<std::optional<Representation>> representation_of(const model::Ssin& represented,
                                                        const model::Ssin& representative, std::string_view scope,
                                                        const Policy& policy, Evidence& evidence) {
  using Found = std::optional<Representation>;
  if (!evidence.has_registers() || represented == representative) return Found{};
  const auto relations = evidence.representation(represented, representative);
  if (!relations) return relations.error();
  for (const auto& relation : *relations) {
    const auto kind = policy.representations.find(relation.kind);
    if (kind == policy.representations.end() || !covers(relation, scope)) continue;
    if (relation.from && evidence.today() < *relation.from) continue;
    std::optional<core::Date> birth;
    if (kind->second.until_majority) {
      auto known = evidence.birth_date(represented);
      if (!known) return std::move(known).error();
      birth = *known;
    }
    const auto until = first_day_after(relation, kind->second.until_majority, birth, policy.settings.majority_years);
    if (until && *until <= evidence.today()) continue;
    return Found{{relation.kind, relation.from, until}};
  }
  return Found{};
}

}  // namespace sluis::decision
