#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "gateway/core/metrics.hpp"
#include "gateway/routing/breaker.hpp"
#include "gateway/routing/pending.hpp"

namespace sluis::routing {

// Whether a failure is one that a second attempt may not meet: nothing listened, the connection broke, or the source said that it
// was unwell.
bool may_pass(FaultId id);
// Whether this outcome says that the source itself is unwell; a refusal or an odd answer doesn't.
bool is_failure(FaultId id);

struct Limits {
  spi::Deadline deadline;  // of this call
  bool fair = true;        // the source had its own time limit; false: the caller was in a greater hurry
  bool repeat = false;     // a second attempt is harmless
};

// One call of a source through its breaker and its lane.
template <class T>
class Call final {
 public:
  using Ask = std::function<Result<T>()>;

  // `admission` was given by the breaker. `ask` must own, or outlive the lane with, everything it touches; so must `retries`.
  Call(Breaker& breaker, Admission admission, Lane& lane, Ask ask, const Limits& limits, const std::string& source, core::Counter& retries)
      : admission_(admission), fair_(limits.fair), breaker_(&breaker, Leave{admission}) {
    auto attempts = [ask = std::move(ask), limits, &retries] {
      auto outcome = ask();
      const bool again = !outcome && limits.repeat && may_pass(outcome.error().id()) && std::chrono::steady_clock::now() < limits.deadline;
      if (!again) return outcome;
      retries.add();
      return ask();
    };
    pending_ = Pending<T>::start(lane, std::move(attempts), limits.deadline, source);
  }

  // The outcome, at the deadline NetworkTimedOut; the breaker learns of it. To be called once.
  Result<T> wait() {
    auto outcome = pending_->wait();
    auto* breaker = breaker_.release();
    if (outcome || !is_failure(outcome.error().id())) breaker->succeeded(admission_);
    else if (!fair_ && outcome.error().id() == FaultId::NetworkTimedOut) breaker->abandoned(admission_);
    else breaker->failed(admission_);
    return outcome;
  }

  long milliseconds() const { return pending_->milliseconds(); }  // after wait()

 private:
  struct Leave {  // a call that nobody waited for ends its probe
    Admission admission = Admission::Normal;
    void operator()(Breaker* breaker) const { breaker->abandoned(admission); }
  };

  Admission admission_;
  bool fair_;
  std::unique_ptr<Breaker, Leave> breaker_;
  std::shared_ptr<Pending<T>> pending_;
};

}  // namespace sluis::routing
