#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sluis::sandbox {

// Waiting that ends early when the server that waits is to stop.
class Pause final {
 public:
  void wait(std::chrono::milliseconds time) {
    if (time.count() <= 0) return;
    std::unique_lock lock(mutex_);
    ending_.wait_for(lock, time, [this] { return ended_; });
  }
  bool ended() const {
    const std::lock_guard lock(mutex_);
    return ended_;
  }
  void end() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    ending_.notify_all();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable ending_;
  bool ended_ = false;
};

}  // namespace sluis::sandbox
