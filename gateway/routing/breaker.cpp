#include "gateway/routing/breaker.hpp"

namespace sluis::routing {

Admission Breaker::admit() {
  const std::lock_guard lock(mutex_);
  if (!open_) return Admission::Normal;
  if (probing_ || clock_.now() < next_probe_) return Admission::Refused;
  probing_ = true;
  return Admission::Probe;
}

// While it is open only the probe counts: what comes back now from before says nothing new.
void Breaker::succeeded(Admission admission) {
  const std::lock_guard lock(mutex_);
  if (open_ && admission != Admission::Probe) return;
  failures_ = 0;
  open_ = false;
  probing_ = false;
}

void Breaker::failed(Admission admission) {
  const std::lock_guard lock(mutex_);
  if (open_ && admission != Admission::Probe) return;
  probing_ = false;
  if (++failures_ < limit_) return;
  open_ = true;
  next_probe_ = clock_.now() + rest_;
}

void Breaker::abandoned(Admission admission) {
  const std::lock_guard lock(mutex_);
  if (admission == Admission::Probe) probing_ = false;
}

bool Breaker::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

}  // namespace sluis::routing
