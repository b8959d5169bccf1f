#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace sluis::core {

// Many callers, one durable commit. Jobs that wait together are handed to `commit` together: by one thread, in order of arrival,
// at most `most` at a time. `commit` leaves each job's result in the job and must not throw. While it works (an fsync, say) the
// next jobs gather, so that under load one commit pays for many.
template <class Job>
class GroupCommit final {
 public:
  using Commit = std::function<void(std::span<Job* const> batch)>;

  GroupCommit(std::size_t most, Commit commit) : most_(most), commit_(std::move(commit)), thread_([this] { serve(); }) {}
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  // Finishes what is queued. No run() may start any more.
  ~GroupCommit() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
  }

  // Returns after the commit that `job` was part of.
  void run(Job& job) {
    Ticket ticket{&job, {}};
    auto committed = ticket.committed.get_future();
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(ticket));
    }
    arrived_.notify_one();
    committed.wait();
  }

 private:
  struct Ticket {
    Job* job;
    std::promise<void> committed;
  };

  std::vector<Ticket> next_batch() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    std::vector<Ticket> batch;
    batch.reserve(std::min(most_, queue_.size()));
    while (!queue_.empty() && batch.size() < most_) {
      batch.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
    return batch;
  }

  void serve() {
    std::vector<Job*> jobs;
    for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) {
      jobs.clear();
      for (const auto& ticket : batch) jobs.push_back(ticket.job);
      commit_(jobs);
      for (auto& ticket : batch) ticket.committed.set_value();
    }
  }

  const std::size_t most_;
  const Commit commit_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Ticket> queue_;
  bool stopping_ = false;
  std::thread thread_;  // last: starts when everything above is there
};

}  // namespace sluis::core
