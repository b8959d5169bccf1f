#pragma once

#include <chrono>
#include <mutex>

#include "gateway/core/clock.hpp"

namespace sluis::routing {

// How an order was let through; the answer is reported with it.
enum class Admission { Refused, Normal, Probe };

// Keeps the house from waiting for a source that is down: after `failures` failures in a row it is left alone for `rest`, then
// half open: one order is let through as a probe, and no other until that one is over. Thread-safe.
class Breaker final {
 public:
  Breaker(const core::Clock& clock, int failures, std::chrono::milliseconds rest) : clock_(clock), limit_(failures), rest_(rest) {}

  // Whether to ask now. Normal and Probe must be followed by exactly one of the three reports.
  Admission admit();
  void succeeded(Admission admission);
  void failed(Admission admission);
  void abandoned(Admission admission);  // says nothing about the source: the caller didn't wait long enough
  bool open() const;

 private:
  const core::Clock& clock_;
  const int limit_;
  const std::chrono::milliseconds rest_;
  mutable std::mutex mutex_;
  int failures_ = 0;
  bool open_ = false;
  bool probing_ = false;
  core::Instant next_probe_{};
};

}  // namespace sluis::routing
