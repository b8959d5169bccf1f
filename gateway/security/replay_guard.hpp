#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"
#include "gateway/native/digest.hpp"
#include "gateway/spi/replay_memory.hpp"

namespace sluis::security {

// Remembers messages for as long as they could be accepted again. Thread-safe.
class ReplayGuard {
 public:
  using Outcome = spi::ReplayOutcome;

  virtual ~ReplayGuard() = default;
  // Fault RegistryUnavailable: whoever has to know can't be asked; the message must not be believed.
  virtual Result<Outcome> remember(const native::Sha256& message, core::Instant until, core::Instant now) = 0;
};

// In the memory of this process: a restart forgets, and nodes don't share.
class MemoryReplayGuard final : public ReplayGuard {
 public:
  explicit MemoryReplayGuard(std::size_t most = 4'000'000) : most_per_shard_(most / kShards + 1) {}
  Result<Outcome> remember(const native::Sha256& message, core::Instant until, core::Instant now) override;
  bool has(const native::Sha256& message) const;
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

// Asks the memory of this process first, so that a message that came here before costs the registry nothing; what is new here is new
// only when the shared memory has said so. A message that it could not answer for is not remembered here: it may come again.
class SharedReplayGuard final : public ReplayGuard {
 public:
  // `shared` outlives this. `most`: of the memory of this process; when that is full the shared one is asked for more.
  SharedReplayGuard(spi::ReplayMemory& shared, std::size_t most) : near_(most), shared_(shared) {}
  Result<Outcome> remember(const native::Sha256& message, core::Instant until, core::Instant now) override;

 private:
  MemoryReplayGuard near_;
  spi::ReplayMemory& shared_;
};

}  // namespace sluis::security
