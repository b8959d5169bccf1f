#include "gateway/routing/lane.hpp"

namespace sluis::routing {

Lane::~Lane() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    waiting_.clear();
  }
  ready_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool Lane::submit(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_ || waiting_.size() >= most_waiting_) return false;
    waiting_.push_back(std::move(work));
    if (waiting_.size() > idle_ && threads_.size() < most_threads_) threads_.emplace_back([this] { serve(); });
  }
  ready_.notify_one();
  return true;
}

void Lane::serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    ready_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    --idle_;
    if (waiting_.empty()) return;
    auto work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
    work = nullptr;  // what it holds is freed outside the lock
    lock.lock();
  }
}

}  // namespace sluis::routing
