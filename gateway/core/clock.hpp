#pragma once

#include <atomic>
#include <chrono>

namespace sluis::core {

// A point in time, UTC, microseconds.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// Time as the house sees it: injected, so that tests and `--clock` decide what "now" is.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

// Runs at the system's pace from another starting moment (`sluisd --clock`).
class ShiftedClock final : public Clock {
 public:
  explicit ShiftedClock(Instant start) : shift_(start - SystemClock{}.now()) {}
  Instant now() const override { return SystemClock{}.now() + shift_; }

 private:
  std::chrono::microseconds shift_;
};

// Stands still until told to move.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant at) : at_(at) {}
  Instant now() const override { return at_.load(); }
  void set(Instant at) { at_.store(at); }
  void advance(std::chrono::microseconds by) { at_.store(at_.load() + by); }

 private:
  std::atomic<Instant> at_;
};

}  // namespace sluis::core
