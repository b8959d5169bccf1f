#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace sluis::fence {

using Moment = std::chrono::steady_clock::time_point;  // one machine, one clock that nobody sets: order is certain

// What a patient did, as he saw it: each act closes (consent revoked, caller excluded) or opens again. Between sending an act and its
// acknowledgement nobody can say what holds; outside of that it is certain. Thread-safe.
class Ledger final {
 public:
  enum class Certain { Open, Closed, Neither };

  void sent(bool opens, Moment at);
  void acknowledged(Moment at);
  // What held from `from` to `to` without a break.
  Certain during(Moment from, Moment to) const;

 private:
  struct Act {
    bool opens;
    Moment sent;
    Moment acknowledged;  // max(): not yet
  };
  mutable std::mutex mutex_;
  std::vector<Act> acts_;
};

// All that was counted.
struct Tally {
  std::uint64_t decisions = 0, permits = 0, calls = 0, failed_calls = 0;
  std::uint64_t had_to_refuse = 0, had_to_permit = 0;  // decisions whose verdict was certain
  std::uint64_t leaks = 0;                             // permits where it had to refuse: the fence is broken
  std::uint64_t stale = 0;                             // refusals where it had to permit: what was registered isn't seen
  std::string first_leak;

  void add(const Tally& other);
};

}  // namespace sluis::fence
