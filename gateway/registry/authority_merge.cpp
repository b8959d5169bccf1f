#include "gateway/registry/authority_merge.hpp"

#include <algorithm>
#include <functional>

namespace sluis::registry {
namespace {

constexpr auto kElsewhere = "ehealth";  // identifier of what was registered elsewhere

// Of one party, and of one type: what about() of an item tells apart.
bool concerns(const spi::Authority::About& about, const model::TherapeuticLink& link) {
  return about.party == link.party.key() && about.type == link.type;
}
bool concerns(const spi::Authority::About& about, const model::Exclusion& exclusion) { return about.party == exclusion.party.key(); }

bool same(const model::TherapeuticLink& one, const model::TherapeuticLink& other) {
  return one.party.key() == other.party.key() && one.type == other.type && one.start == other.start;
}
bool same(const model::Exclusion& one, const model::Exclusion& other) { return one.party.key() == other.party.key(); }

// What was declared there after our revocation is another registration.
template <class Record>
bool ended_here(const Record& local, const Record& told) {
  return local.revoked && !taken_back(local.revoked) && told.declared.at <= local.revoked->at;
}

// An exclusion protects the patient: our end of it counts only when the authority has it too. A link opens: there our end counts.
bool keeps_ours(const model::TherapeuticLink&) { return true; }
bool keeps_ours(const model::Exclusion&) { return false; }

template <class Record>
std::vector<Record> merged_records(std::vector<Record> told, const std::vector<Record>& local, const Waiting& waiting) {
  const auto waits = [&](const Record& record) {
    return std::ranges::any_of(waiting, [&](const auto& about) { return concerns(about, record); });
  };
  std::vector<Record> all;
  std::vector<const Record*> used;
  // Newest first on both sides, so that a registration that was made again meets its own twin.
  std::ranges::stable_sort(told, std::greater{}, [](const Record& record) { return record.declared.at; });
  for (const auto& there : told) {
    if (waits(there)) continue;
    const auto ours = std::ranges::find_if(local.rbegin(), local.rend(), [&](const Record& record) {
      return same(record, there) && std::ranges::find(used, &record) == used.end();
    });
    auto record = there;
    record.id = kElsewhere;
    if (ours != local.rend() && !taken_back(ours->revoked)) {
      used.push_back(&*ours);
      const bool as_ours = there.revoked.has_value() == ours->revoked.has_value() || (ended_here(*ours, there) && keeps_ours(there));
      if (as_ours) record = *ours;
      else record.id = ours->id;
    }
    all.push_back(std::move(record));
  }
  for (const auto& here : local) {
    const bool history = here.revoked.has_value() && std::ranges::find(used, &here) == used.end();
    if (history || waits(here)) all.push_back(here);
  }
  std::ranges::stable_sort(all, {}, [](const Record& record) { return record.declared.at; });
  return all;
}

}  // namespace

bool taken_back(const std::optional<model::Declaration>& revoked) {
  return revoked && (revoked->request_id.starts_with("refused.") || revoked->request_id.starts_with("adopted."));
}

std::vector<model::Consent> merged(const std::vector<model::Consent>& told, const std::vector<model::Consent>& local, bool waiting) {
  if (waiting) return local;
  std::vector<model::Consent> all;
  for (const auto& here : local) {
    if (here.revoked) all.push_back(here);
  }
  if (told.empty()) return all;
  auto latest = told.back();
  latest.id = kElsewhere;
  const auto* ours = local.empty() || taken_back(local.back().revoked) ? nullptr : &local.back();
  if (ours && ours->sign_date == latest.sign_date) {
    if (ours->revoked) return all;
    if (!latest.revoked) latest = *ours;
    else latest.id = ours->id;
  }
  all.push_back(std::move(latest));
  return all;
}

std::vector<model::TherapeuticLink> merged(const std::vector<model::TherapeuticLink>& told,
                                           const std::vector<model::TherapeuticLink>& local, const Waiting& waiting) {
  return merged_records(told, local, waiting);
}

std::vector<model::Exclusion> merged(const std::vector<model::Exclusion>& told, const std::vector<model::Exclusion>& local,
                                     const Waiting& waiting) {
  return merged_records(told, local, waiting);
}

}  // namespace sluis::registry
