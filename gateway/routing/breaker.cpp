#include "gateway/routing/breaker.hpp"

namespace sluis::routing {

bool Breaker::admits() {
  const std::lock_guard lock(mutex_);
  if (!open_) return true;
  const auto now = clock_.now();
  if (now < next_trial_) return false;
  next_trial_ = now + rest_;
  return true;
}

void Breaker::succeeded() {
  const std::lock_guard lock(mutex_);
  failures_ = 0;
  open_ = false;
}

void Breaker::failed() {
  const std::lock_guard lock(mutex_);
  if (++failures_ < limit_) return;
  open_ = true;
  next_trial_ = clock_.now() + rest_;
}

bool Breaker::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

}  // namespace sluis::routing
