#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace sluis::transport {

// When to look at which connection again. Coarse (one slot is 50 ms) and cheap: an entry is never moved or removed; who is woken
// looks at its real deadline and sets a new entry when that lies later.
class DeadlineWheel final {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit DeadlineWheel(Time now);
  // At `at`, or earlier when that is beyond the horizon (25 s). Returns when it will be.
  Time set(std::uint64_t who, Time at);
  // Everyone whose slot lies before `now`.
  std::vector<std::uint64_t> due(Time now);
  bool empty() const { return entries_ == 0; }

  static constexpr std::chrono::milliseconds kSlot{50};

 private:
  static constexpr std::int64_t kSlots = 512;
  static std::int64_t slot_of(Time at) { return at.time_since_epoch() / kSlot; }

  std::vector<std::vector<std::uint64_t>> slots_;
  std::int64_t current_;  // the first slot not yet due
  std::size_t entries_ = 0;
};

}  // namespace sluis::transport
