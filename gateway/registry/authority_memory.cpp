#include "gateway/registry/authority_memory.hpp"

namespace sluis::registry {
namespace {

template <class Record>
std::size_t acts_of(const std::vector<Record>& records) {
  std::size_t acts = 0;
  for (const auto& record : records) acts += static_cast<std::size_t>(record.version);
  return acts;
}

}  // namespace

std::optional<AuthorityMemory::Told> AuthorityMemory::find(spi::Subject subject, const model::Ssin& patient, core::Instant now,
                                                           std::size_t records) {
  const std::lock_guard lock(mutex_);
  const auto found = told_.find({subject, patient.text()});
  if (found == told_.end()) return std::nullopt;
  if (found->second.records != records || now >= found->second.as_of + keep_ || now < found->second.as_of) {
    told_.erase(found);
    return std::nullopt;
  }
  return found->second;
}

void AuthorityMemory::remember(spi::Subject subject, const model::Ssin& patient, Told told) {
  if (keep_.count() == 0) return;
  const std::lock_guard lock(mutex_);
  if (told_.size() >= most_) make_room(told.as_of);
  told_.insert_or_assign({subject, patient.text()}, std::move(told));
}

void AuthorityMemory::forget(spi::Subject subject, const model::Ssin& patient) {
  const std::lock_guard lock(mutex_);
  told_.erase({subject, patient.text()});
}

// What is over goes first; when nothing is, all of it.
void AuthorityMemory::make_room(core::Instant now) {
  std::erase_if(told_, [&](const auto& one) { return now >= one.second.as_of + keep_; });
  if (told_.size() >= most_) told_.clear();
}

std::size_t fingerprint(spi::Subject subject, const spi::PatientFile& local) {
  switch (subject) {
    case spi::Subject::Consent: return acts_of(local.consents);
    case spi::Subject::Links: return acts_of(local.links);
    case spi::Subject::Exclusions: return acts_of(local.exclusions);
  }
  return 0;
}

}  // namespace sluis::registry
