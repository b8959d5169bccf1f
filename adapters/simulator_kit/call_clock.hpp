#pragma once

#include "gateway/core/clock.hpp"

namespace sluis::sandbox {

// The clock of whichever source is answering on this thread: the sandbox's, plus what the scenario has it go wrong by. What the
// source writes and how it judges the times of others both follow it.
class CallClock final : public core::Clock {
 public:
  explicit CallClock(const core::Clock& right) : right_(right) {}
  core::Instant now() const override { return right_.now() + skew_; }

  // While it lives, clocks of this thread are wrong.
  class Skew final {
   public:
    explicit Skew(std::chrono::seconds by) { skew_ = by; }
    ~Skew() { skew_ = {}; }
    Skew(const Skew&) = delete;
    Skew& operator=(const Skew&) = delete;
  };

 private:
  static inline thread_local std::chrono::seconds skew_{0};
  const core::Clock& right_;
};

}  // namespace sluis::sandbox
