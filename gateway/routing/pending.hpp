#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "gateway/routing/lane.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::routing {

// A question put to a lane. The asker waits until the deadline and no longer; what comes later lands in this object, which the
// lane keeps alive, and is thrown away with it.
template <class T>
class Pending final {
 public:
  using Ask = std::function<Result<T>()>;

  // `ask` must own, or outlive the lane with, everything it touches. `network` names the source in faults.
  static std::shared_ptr<Pending> start(Lane& lane, Ask ask, spi::Deadline deadline, std::string network) {
    auto pending = std::shared_ptr<Pending>(new Pending(deadline, std::move(network)));
    const bool taken = lane.submit([pending, ask = std::move(ask)] { pending->run(ask); });
    if (!taken) pending->finish(Fault(FaultId::NetworkTimedOut, "too many orders wait for this network", pending->network_));
    return pending;
  }

  // The outcome, or NetworkTimedOut at the deadline. To be called once.
  Result<T> wait() {
    std::unique_lock lock(mutex_);
    if (!done_.wait_until(lock, deadline_, [this] { return outcome_.has_value(); })) {
      ended_ = std::chrono::steady_clock::now();
      return Fault(FaultId::NetworkTimedOut, "no answer within the time limit", network_);
    }
    return std::move(*outcome_);
  }

  long milliseconds() const {  // after wait()
    return static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(ended_ - started_).count());
  }

 private:
  Pending(spi::Deadline deadline, std::string network)
      : deadline_(deadline), network_(std::move(network)), started_(std::chrono::steady_clock::now()), ended_(started_) {}

  void run(const Ask& ask) {
    if (std::chrono::steady_clock::now() >= deadline_) {
      return finish(Fault(FaultId::NetworkTimedOut, "its turn came after the time limit", network_));
    }
    try {
      finish(ask());
    } catch (const std::exception& unexpected) {  // nothing above this frame but the thread
      finish(Fault(FaultId::Internal, unexpected.what(), network_));
    }
  }

  void finish(Result<T> outcome) {
    {
      const std::lock_guard lock(mutex_);
      outcome_ = std::move(outcome);
      ended_ = std::chrono::steady_clock::now();
    }
    done_.notify_all();
  }

  const spi::Deadline deadline_;
  const std::string network_;
  const std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point ended_;
  std::mutex mutex_;
  std::condition_variable done_;
  std::optional<Result<T>> outcome_;
};

}  // namespace sluis::routing
