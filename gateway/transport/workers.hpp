#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "gateway/core/metrics.hpp"
#include "gateway/message/raw.hpp"

namespace sluis::transport {

class Connection;

// One complete request on its way to a worker.
struct Job {
  std::shared_ptr<Connection> connection;
  message::Raw raw;
  bool close = false;      // the client wants no further request on this connection, or has used up its number
  bool old = false;        // HTTP/1.0
  bool head_only = false;
};

// A fixed number of threads and a bounded queue before them.
class Workers final {
 public:
  // `run` must not throw.
  Workers(std::size_t threads, std::size_t queue, std::function<void(Job)> run, core::Counter& busy, core::Counter& queued);
  ~Workers();

  // False, and the job untouched, when no worker is free and the queue is full.
  bool offer(Job& job);
  // Runs what is queued, then ends the threads.
  void stop();

 private:
  void work();

  const std::size_t limit_;
  std::function<void(Job)> run_;
  core::Counter& busy_;
  core::Counter& queued_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  std::size_t free_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sluis::transport
