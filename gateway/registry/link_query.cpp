#include "gateway/registry/link_query.hpp"

#include <algorithm>

namespace sluis::registry {
namespace {

constexpr std::string_view kGlobalFileType = "gmd";
constexpr int kYear = 12;

bool holds(const std::vector<std::string>& types, std::string_view type) {
  return types.empty() || std::ranges::find(types, type) != types.end();
}

// First day after [start, end); equal dates mean that one day (rulings R14).
core::Date day_after(core::Date start, core::Date end) { return end > start ? end : core::add_days(start, 1); }

bool overlaps(const model::TherapeuticLink& link, const model::RegistrationQuery& query) {
  const auto beyond = day_after(link.start, link.ended_early.value_or(link.end));
  if (query.begin && beyond <= *query.begin) return false;
  if (!query.end) return true;
  return link.start < (query.begin ? day_after(*query.begin, *query.end) : *query.end);
}

}  // namespace

bool same_party(const model::Party& one, const model::Party& other) {
  if (one.key() == other.key()) return true;
  const bool persons = !one.organisation && !other.organisation;
  return persons && one.nihii && other.nihii && one.nihii->same_holder(*other.nihii);
}

bool fits(const model::TherapeuticLink& link, const model::RegistrationQuery& query, core::Instant at) {
  if (query.party && !same_party(*query.party, link.party)) return false;
  if (!holds(query.types, link.type) || !overlaps(link, query)) return false;
  // A revocation that is recorded holds, also when the clock that stamped it is ahead of ours.
  const auto moment = link.revoked ? std::max(at, link.revoked->at) : at;
  return query.status == "all" || (query.status == "active") == link.active_at(moment);
}

bool asks_for_global_file(const model::RegistrationQuery& query) {
  return holds(query.types, kGlobalFileType) && !(query.party && query.party->organisation);
}

model::TherapeuticLink global_file_link(const model::Ssin& patient, const model::GlobalFile& file, core::Instant at) {
  const auto today = core::brussels_date(at);
  int months = 0;
  while (core::add_months(file.start, months + kYear) <= today) months += kYear;
  model::Party holder;
  holder.category = "persphysician";
  holder.ssin = file.holder;
  holder.nihii = file.holder_nihii;
  return {.id = "gmd",
          .version = 1,
          .patient = patient,
          .patient_first_name = {},
          .patient_family_name = {},
          .party = std::move(holder),
          .type = std::string(kGlobalFileType),
          .start = core::add_months(file.start, months),
          .end = core::add_months(file.start, months + kYear),
          .comment = {},
          .declared = {},
          .revoked = {},
          .ended_early = {},
          .from_authentic_source = true,
          .revocation_end = {}};
}

}  // namespace sluis::registry
