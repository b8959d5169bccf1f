#include <algorithm>

#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

bool reaches(const model::Party& excluded, const std::optional<model::Ssin>& person,
             const std::optional<model::OrganisationNumber>& organisation) {
  if (excluded.organisation) {
    return organisation && organisation->scheme == excluded.organisation->scheme &&
           organisation->number.substr(0, 8) == excluded.organisation->number.substr(0, 8);
  }
  return excluded.ssin && excluded.ssin == person;
}

}  // namespace

bool exclusion_active_at(const model::Exclusion& exclusion, core::Instant at) {
  return exclusion.declared.at <= at && !(exclusion.revoked && exclusion.revoked->at <= at);
}

bool excludes(const spi::PatientFile& file, const Actor& actor, core::Instant at) {
  if (actor.is_citizen()) return false;
  return std::ranges::any_of(file.exclusions, [&](const auto& exclusion) {
    return exclusion_active_at(exclusion, at) && reaches(exclusion.party, actor.person, actor.organisation);
  });
}

bool excludes(const spi::PatientFile& file, const model::Party& party, core::Instant at) {
  return std::ranges::any_of(file.exclusions, [&](const auto& exclusion) {
    return exclusion_active_at(exclusion, at) && reaches(exclusion.party, party.ssin, party.organisation);
  });
}

}  // namespace sluis::decision
