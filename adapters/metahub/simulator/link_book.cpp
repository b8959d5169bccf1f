#include "adapters/metahub/simulator/link_book.hpp"

#include <algorithm>

namespace sluis::sandbox {

LinkBook::LinkBook(const World& world, const std::vector<KnownHub>& hubs, const core::Clock& clock) : clock_(clock), hubs_(hubs) {
  for (const auto& hub : hubs_) {
    for (const auto& document : world.documents) {  // a hub declares a patient with his first document
      if (document.hub != hub.number) continue;
      const auto moment = document_moment(world, document);
      auto& known = links_[document.patient];
      if (!known.empty() && known.back().ehp == hub.ehp) {
        known.back().since = std::min(known.back().since, moment);
      } else {
        known.push_back({hub.ehp, moment});
      }
    }
  }
}

void LinkBook::declared(const std::string& ehp, const std::string& ssin) {
  const std::lock_guard lock(mutex_);
  auto& known = links_[ssin];
  if (std::ranges::any_of(known, [&](const Link& link) { return link.ehp == ehp; })) return;
  known.push_back({ehp, clock_.now()});
  note(true, ehp, ssin);
}

void LinkBook::withdrawn(const std::string& ehp, const std::string& ssin) {
  const std::lock_guard lock(mutex_);
  const auto found = links_.find(ssin);
  if (found == links_.end()) return;
  if (std::erase_if(found->second, [&](const Link& link) { return link.ehp == ehp; }) > 0) note(false, ehp, ssin);
}

std::vector<LinkBook::Link> LinkBook::links(const std::string& ssin) const {
  const std::lock_guard lock(mutex_);
  const auto found = links_.find(ssin);
  return found == links_.end() ? std::vector<Link>() : found->second;
}

LinkBook::Delta LinkBook::since(long position) const {
  const std::lock_guard lock(mutex_);
  Delta delta{false, last_, {}};
  const long oldest = changes_.empty() ? last_ + 1 : changes_.front().number;
  delta.gap = position > last_ || position + 1 < oldest;
  if (delta.gap) return delta;
  for (const auto& change : changes_)
    if (change.number > position) delta.changes.push_back(change);
  return delta;
}

void LinkBook::forget_changes() {
  const std::lock_guard lock(mutex_);
  changes_.clear();
}

std::string LinkBook::name_of(std::string_view ehp) const {
  const auto found = std::ranges::find_if(hubs_, [&](const KnownHub& hub) { return hub.ehp == ehp; });
  return found == hubs_.end() ? std::string() : found->name;
}

bool LinkBook::consent_missing(const std::string& ssin) const { return consent_ && consent_(ssin) == false; }

void LinkBook::note(bool put, const std::string& ehp, const std::string& ssin) {
  changes_.push_back({++last_, put, ehp, ssin, clock_.now()});
  if (changes_.size() > kKept) changes_.pop_front();
}

}  // namespace sluis::sandbox
