#include "gateway/security/replay_guard.hpp"

#include <algorithm>
#include <cstring>

namespace sluis::security {

std::size_t MemoryReplayGuard::HashKey::operator()(const Key& key) const noexcept {
  std::size_t hash = 0;
  std::memcpy(&hash, key.data(), sizeof hash);  // the key is a digest already
  return hash;
}

void MemoryReplayGuard::forget_old(Shard& shard, core::Instant now) {
  while (!shard.by_second.empty() && shard.by_second.begin()->first <= now) {
    for (const auto& key : shard.by_second.begin()->second) {
      const auto found = shard.until.find(key);
      if (found != shard.until.end() && found->second <= now) shard.until.erase(found);
    }
    shard.by_second.erase(shard.by_second.begin());
  }
}

Result<ReplayGuard::Outcome> MemoryReplayGuard::remember(const native::Sha256& message, core::Instant until, core::Instant now) {
  Key key;
  std::copy_n(message.begin(), key.size(), key.begin());
  auto& shard = shards_[message.back() % kShards];
  const std::lock_guard lock(shard.mutex);
  forget_old(shard, now);
  if (shard.until.contains(key)) return Outcome::Seen;
  if (shard.until.size() >= most_per_shard_) return Outcome::Full;
  shard.until.emplace(key, until);
  const auto second = std::chrono::ceil<std::chrono::seconds>(until);
  shard.by_second[second].push_back(key);
  return Outcome::New;
}

bool MemoryReplayGuard::has(const native::Sha256& message) const {
  Key key;
  std::copy_n(message.begin(), key.size(), key.begin());
  const auto& shard = shards_[message.back() % kShards];
  const std::lock_guard lock(shard.mutex);
  return shard.until.contains(key);
}

std::size_t MemoryReplayGuard::size() const {
  std::size_t all = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    all += shard.until.size();
  }
  return all;
}

// Two threads with one message may both find it new here; the shared memory tells only one of them so. That the memory of this
// process is full harms nobody: it only spares the shared one.
Result<ReplayGuard::Outcome> SharedReplayGuard::remember(const native::Sha256& message, core::Instant until, core::Instant now) {
  if (near_.has(message)) return Outcome::Seen;
  auto outcome = shared_.remember(message, until, now);
  if (outcome && *outcome != Outcome::Full) static_cast<void>(near_.remember(message, until, now));
  return outcome;
}

}  // namespace sluis::security
