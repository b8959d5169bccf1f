#pragma once

#include <chrono>
#include <mutex>

#include "gateway/core/clock.hpp"

namespace sluis::routing {

// Keeps the house from waiting for a network that is down: after `failures` failures in a row it is left alone for `rest`, then one
// order is let through as a trial. Thread-safe.
class Breaker final {
 public:
  Breaker(const core::Clock& clock, int failures, std::chrono::milliseconds rest) : clock_(clock), limit_(failures), rest_(rest) {}

  // Whether to ask now. A true answer must be followed by succeeded() or failed().
  bool admits();
  void succeeded();
  void failed();
  bool open() const;

 private:
  const core::Clock& clock_;
  const int limit_;
  const std::chrono::milliseconds rest_;
  mutable std::mutex mutex_;
  int failures_ = 0;
  bool open_ = false;
  core::Instant next_trial_{};
};

}  // namespace sluis::routing
