#include "gateway/decision/link_state.hpp"

#include <algorithm>

namespace sluis::decision {
namespace {

bool is_of(const model::Party& party, const Seeker& seeker) {
  if (party.organisation) {
    return seeker.organisation && party.organisation->scheme == seeker.organisation->scheme &&
           party.organisation->number.substr(0, 8) == seeker.organisation->number.substr(0, 8);
  }
  return party.ssin && party.ssin == seeker.person;
}

// The first day on which it no longer holds (rulings R12, R14).
core::Date first_day_after(const model::TherapeuticLink& link) {
  const auto end = link.start == link.end ? core::add_days(link.end, 1) : link.end;
  return link.ended_early ? std::min(*link.ended_early, end) : end;
}

}  // namespace

Result<std::optional<ActiveLink>> active_link(const model::Ssin& patient, const Seeker& seeker, core::Instant at,
                                              Evidence& evidence) {
  const auto file = evidence.file(patient);
  if (!file) return file.error();
  std::optional<ActiveLink> best;
  for (const auto& link : (**file).links) {
    if (!is_of(link.party, seeker) || link.declared.at > at || !link.active_at(at)) continue;
    const auto until = first_day_after(link);
    if (!best || *best->until < until) best = ActiveLink{link.id, link.version, link.type, link.start, until};
  }
  if (best || !seeker.person || !evidence.has_registers()) return best;
  const auto gmd = evidence.global_file(patient);
  if (!gmd) return gmd.error();
  if (*gmd && (**gmd).holder == *seeker.person && (**gmd).start <= core::brussels_date(at)) {
    best = ActiveLink{"gmd", 0, "gmd", (**gmd).start, std::nullopt};
  }
  return best;
}

}  // namespace sluis::decision
