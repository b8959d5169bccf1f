#include "tests/fence/ledger.hpp"

namespace sluis::fence {

void Ledger::sent(bool opens, Moment at) {
  const std::lock_guard lock(mutex_);
  acts_.push_back({opens, at, Moment::max()});
}

void Ledger::acknowledged(Moment at) {
  const std::lock_guard lock(mutex_);
  acts_.back().acknowledged = at;
}

// The newest act that was acknowledged before it began says what held, unless another one was sent before it ended.
Ledger::Certain Ledger::during(Moment from, Moment to) const {
  const std::lock_guard lock(mutex_);
  for (auto act = acts_.rbegin(); act != acts_.rend(); ++act) {
    if (act->acknowledged <= from) return act->opens ? Certain::Open : Certain::Closed;
    if (act->sent <= to) return Certain::Neither;
  }
  return Certain::Neither;
}

void Tally::add(const Tally& other) {
  decisions += other.decisions, permits += other.permits, calls += other.calls, failed_calls += other.failed_calls;
  had_to_refuse += other.had_to_refuse, had_to_permit += other.had_to_permit;
  leaks += other.leaks, stale += other.stale;
  if (first_leak.empty()) first_leak = other.first_leak;
}

}  // namespace sluis::fence
