#include "gateway/decision/link_state.hpp"

#include <algorithm>

namespace sluis::decision {
namespace {

// The first day on which it no longer holds (rulings R12, R14).
core::Date first_day_after(const model::TherapeuticLink& link) {
  const auto end = link.start == link.end ? core::add_days(link.end, 1) : link.end;
  return link.ended_early ? std::min(*link.ended_early, end) : end;
}

core::Instant end_of(const model::TherapeuticLink& link) {
  const auto end = core::start_of_day(first_day_after(link));
  return link.revoked && !link.ended_early ? std::min(end, link.revoked->at) : end;
}

bool lasts_longer(const ActiveLink& one, const ActiveLink& other) {
  if (!one.ends || !other.ends) return !one.ends && other.ends;
  return *one.ends > *other.ends;
}

}  // namespace

bool is_of(const model::Party& party, const Seeker& seeker) {
  if (party.organisation) {
    if (!seeker.organisation || party.organisation->scheme != seeker.organisation->scheme) return false;
    return std::string_view(party.organisation->number).substr(0, 8) ==
               std::string_view(seeker.organisation->number).substr(0, 8) &&
           (party.organisation->scheme == model::OrganisationScheme::Nihii ||
            party.organisation->number == seeker.organisation->number);
  }
  if (party.ssin) return party.ssin == seeker.person;
  return party.nihii && std::ranges::any_of(seeker.numbers,
                                            [&](const auto& number) { return number.same_holder(*party.nihii); });
}

Result<std::vector<ActiveLink>> active_links(const spi::PatientFile& file, const model::Ssin& patient,
                                             const Seeker& seeker, core::Instant at, Evidence& evidence) {
  std::vector<ActiveLink> active;
  for (const auto& link : file.links) {
    if (link.declared.at > at || !is_of(link.party, seeker) || !link.active_at(at)) continue;
    active.push_back({link.id, link.version, link.type, link.start, first_day_after(link),
                      link.party.organisation.has_value(), end_of(link)});
  }
  if (seeker.person && evidence.has_registers()) {
    const auto gmd = evidence.global_file(patient);
    if (!gmd) return gmd.error();
    if (*gmd && (**gmd).holder == *seeker.person && (**gmd).start <= core::brussels_date(at)) {
      active.push_back({"gmd", 0, "gmd", (**gmd).start, std::nullopt, false, std::nullopt});
    }
  }
  if (active.size() > 1) std::ranges::stable_sort(active, lasts_longer);
  return active;
}

Result<std::optional<ActiveLink>> active_link(const model::Ssin& patient, const Seeker& seeker, core::Instant at,
                                              Evidence& evidence) {
  const auto file = evidence.file(patient);
  if (!file) return file.error();
  auto active = active_links(**file, patient, seeker, at, evidence);
  if (!active) return std::move(active).error();
  if (active->empty()) return std::optional<ActiveLink>{};
  return std::optional<ActiveLink>(std::move(active->front()));
}

}  // namespace sluis::decision
