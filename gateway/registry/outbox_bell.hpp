#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace sluis::registry {

// Tells whoever sends what is owed that something new was committed. Thread-safe.
class OutboxBell final {
 public:
  // `hear` is called after commits, by the committing callers, until it is replaced; an empty one ends it. It must not call back.
  void when_rung(std::function<void()> hear) {
    const std::lock_guard lock(mutex_);
    hear_ = std::move(hear);
  }
  void ring() {
    const std::lock_guard lock(mutex_);
    if (hear_) hear_();
  }

 private:
  std::mutex mutex_;
  std::function<void()> hear_;
};

}  // namespace sluis::registry
