#include "gateway/transport/workers.hpp"

#include <chrono>
#include <utility>

namespace sluis::transport {

Workers::Workers(std::size_t threads, const ServerSettings& settings, std::function<void(Job)> run, WorkerFigures figures)
    : run_(std::move(run)), time_(settings.steady_time), figures_(figures),
      admission_(threads, settings.queue, settings.longest_wait) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() { stop(); }

Admission::Verdict Workers::offer(Job& job) {
  {
    const std::lock_guard lock(mutex_);
    const auto now = time_();
    const auto verdict = admission_.judge(now);
    if (verdict != Admission::Verdict::Welcome) return verdict;
    job.load = admission_.load_of(job.raw.path, job.raw.body.size());
    admission_.came(job.load, now);
    jobs_.push_back(std::move(job));
    figures_.queued.set(static_cast<std::int64_t>(jobs_.size()));
    figures_.longest_wait.set(admission_.longest_wait().count());
  }
  wake_.notify_one();
  return Admission::Verdict::Welcome;
}

int Workers::retry_after() {
  const std::lock_guard lock(mutex_);
  return admission_.retry_after(time_());
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
    const auto load = std::move(job.load);
    const auto began = time_();
    admission_.began(load, began);
    figures_.queued.set(static_cast<std::int64_t>(jobs_.size()));
    lock.unlock();
    figures_.busy.add(1);
    run_(std::move(job));
    figures_.busy.add(-1);
    lock.lock();
    const auto ended = time_();
    admission_.ended(load, std::chrono::duration_cast<Admission::Span>(ended - began), ended);
  }
}

}  // namespace sluis::transport
