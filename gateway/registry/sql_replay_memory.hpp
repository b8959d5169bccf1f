#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>

#include "gateway/registry/database.hpp"
#include "gateway/spi/replay_memory.hpp"

namespace sluis::registry {

// Accepted messages as rows: inserted when absent, each in a commit that is durable before New is told. At most `most` rows; nodes
// and workers that fill it at the same instant may pass that by one row each. What is over is taken out in steps,
// by who inserts.
class SqlReplayMemory final : public spi::ReplayMemory {
 public:
  using Pace = std::function<std::chrono::steady_clock::time_point()>;

  // `database` outlives this.
  SqlReplayMemory(Database& database, std::size_t most, Pace pace = std::chrono::steady_clock::now)
      : database_(database), most_(static_cast<std::int64_t>(most)), pace_(std::move(pace)) {}

  Result<spi::ReplayOutcome> remember(const spi::MessageDigest& message, core::Instant until, core::Instant now) override;
  Result<std::int64_t> size() const;

 private:
  Result<bool> has_room(core::Instant now);
  Result<long> forget(core::Instant before);
  core::Instant horizon(core::Instant now);

  Database& database_;
  const std::int64_t most_;
  const Pace pace_;
  std::atomic<std::int64_t> room_ = 0;       // rows that may be added before they are counted again
  std::atomic<std::int64_t> added_ = 0;
  std::mutex counting_;
  std::chrono::steady_clock::time_point full_until_{};  // no use in counting before
  std::mutex pacing_;
  std::chrono::steady_clock::time_point began_{};
  core::Instant began_at_{};
};

}  // namespace sluis::registry
