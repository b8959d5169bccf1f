#include "gateway/registry/sql_replay_memory.hpp"

#include <algorithm>
#include <string>

namespace sluis::registry {
namespace {

using spi::ReplayOutcome;
using std::chrono::steady_clock;

constexpr std::int64_t kNodes = 16;        // that may add rows between two counts of one of them
constexpr std::int64_t kPurgeEvery = 128;  // rows added by this process
constexpr int kPurgeStep = 512;            // rows taken out at once: more than were added meanwhile
constexpr int kPurgeSteps = 40;            // when it is full
constexpr std::chrono::seconds kMargin{60};  // nodes' clocks may differ by this
constexpr std::chrono::seconds kFullFor{1};

std::string key_of(const spi::MessageDigest& message) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string key;
  for (std::size_t i = 0; i < message.size() / 2; ++i) {
    key += digits[message[i] >> 4U];
    key += digits[message[i] & 0x0FU];
  }
  return key;
}

}  // namespace

Result<ReplayOutcome> SqlReplayMemory::remember(const spi::MessageDigest& message, core::Instant until, core::Instant now) {
  const auto room = has_room(now);
  if (!room) return room.error();
  if (!*room) return ReplayOutcome::Full;
  const auto key = key_of(message);
  auto outcome = ReplayOutcome::Seen;
  const auto written = database_.write({}, [&](Session& session) {
    const auto rows =
        session.run("INSERT INTO replay_memory (digest, keep_until) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING", {key, until});
    outcome = rows == 1 ? ReplayOutcome::New : ReplayOutcome::Seen;
    return spi::Written{spi::WriteState::Stored, {}};
  });
  if (!written) return written.error();
  if (outcome == ReplayOutcome::Seen) ++room_;
  // Whoever purges in vain has remembered all the same: the next one tries again.
  else if (++added_ % kPurgeEvery == 0) static_cast<void>(forget(horizon(now)));
  return outcome;
}

// Counting costs; so a part of what is free is taken at a time, small enough that other nodes may do the same.
Result<bool> SqlReplayMemory::has_room(core::Instant now) {
  if (room_.fetch_sub(1) > 0) return true;
  const std::unique_lock lock(counting_, std::try_to_lock);
  if (!lock) return true;  // somebody counts: nobody waits for him behind a slow database
  if (pace_() < full_until_) return false;
  auto rows = size();
  if (!rows) return rows.error();
  // Full: now the clock of the wall decides what is over, whatever it did meanwhile.
  for (int step = 0; *rows >= most_ && step < kPurgeSteps; ++step) {
    const auto gone = forget(now - kMargin);
    if (!gone) return gone.error();
    if (*gone == 0) break;
    *rows -= *gone;
  }
  const auto free = most_ - *rows;
  if (free <= 0) {
    full_until_ = pace_() + kFullFor;
    room_ = 0;
    return false;
  }
  room_ = std::max<std::int64_t>(1, free / kNodes) - 1;
  return true;
}

Result<long> SqlReplayMemory::forget(core::Instant before) {
  long gone = 0;
  const auto written = database_.write({}, [&](Session& session) {
    const auto statement = "DELETE FROM replay_memory WHERE digest IN (SELECT digest FROM replay_memory WHERE keep_until <= ? "
                           "ORDER BY keep_until LIMIT ? " + std::string(session.skip_locked()) + ")";
    gone = session.run(statement, {before, kPurgeStep});
    return spi::Written{spi::WriteState::Stored, {}};
  });
  if (!written) return written.error();
  return gone;
}

Result<std::int64_t> SqlReplayMemory::size() const {
  return database_.read([](Session& session) { return session.number("SELECT count(*) FROM replay_memory"); });
}

// Up to where rows may go: the clock of the wall, but no faster than one that nobody sets. A clock that jumps ahead and back again
// takes nothing out that could still be replayed.
core::Instant SqlReplayMemory::horizon(core::Instant now) {
  const std::lock_guard lock(pacing_);
  if (began_ == steady_clock::time_point{}) began_ = pace_(), began_at_ = now;
  const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(pace_() - began_);
  return std::min(now, began_at_ + passed) - kMargin;
}

}  // namespace sluis::registry
