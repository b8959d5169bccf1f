#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/native/digest.hpp"

namespace sluis::security {

// Remembers messages for as long as they could be accepted again. Thread-safe.
class ReplayGuard {
 public:
  enum class Outcome { New, Seen, Full };

  virtual ~ReplayGuard() = default;
  // New: seen for the first time, and remembered until `until`. Full: nothing more can be remembered, so nothing more may be
  // accepted.
  virtual Outcome remember(const native::Sha256& message, core::Instant until, core::Instant now) = 0;
};

// In the memory of this process: a restart forgets, and nodes don't share.
class MemoryReplayGuard final : public ReplayGuard {
 public:
  explicit MemoryReplayGuard(std::size_t most = 4'000'000) : most_per_shard_(most / kShards + 1) {}
  Outcome remember(const native::Sha256& message, core::Instant until, core::Instant now) override;
  std::size_t size() const;

 private:
  using Key = std::array<std::uint8_t, 16>;  // half of the digest: collisions stay out of reach
  struct HashKey {
    std::size_t operator()(const Key& key) const noexcept;
  };
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<Key, core::Instant, HashKey> until;
    std::map<core::Instant, std::vector<Key>> by_second;  // what can be forgotten, by the second at which it can
  };
  static constexpr std::size_t kShards = 16;

  static void forget_old(Shard& shard, core::Instant now);

  std::size_t most_per_shard_;
  std::array<Shard, kShards> shards_;
};

}  // namespace sluis::security
