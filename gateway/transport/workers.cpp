#include "gateway/transport/workers.hpp"

#include <utility>

namespace sluis::transport {

Workers::Workers(std::size_t threads, std::size_t queue, std::function<void(Job)> run, core::Counter& busy,
                 core::Counter& queued)
    : limit_(queue), run_(std::move(run)), busy_(busy), queued_(queued), free_(threads) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() { stop(); }

bool Workers::offer(Job& job) {
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= limit_ + free_) return false;
    jobs_.push_back(std::move(job));
    queued_.set(static_cast<std::int64_t>(jobs_.size()));
  }
  wake_.notify_one();
  return true;
}

void Workers::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Workers::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    --free_;
    queued_.set(static_cast<std::int64_t>(jobs_.size()));
    lock.unlock();
    busy_.add(1);
    run_(std::move(job));
    busy_.add(-1);
    lock.lock();
    ++free_;
  }
}

}  // namespace sluis::transport
