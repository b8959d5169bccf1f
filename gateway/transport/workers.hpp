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
#include "gateway/transport/admission.hpp"
#include "gateway/transport/server.hpp"

namespace sluis::transport {

class Connection;

// One complete request on its way to a worker.
struct Job {
  std::shared_ptr<Connection> connection;
  message::Raw raw;
  bool close = false;      // the client wants no further request on this connection, or has used up its number
  bool old = false;        // HTTP/1.0
  bool head_only = false;
  Admission::Load load;
};

// What operators watch of the workers.
struct WorkerFigures {
  core::Counter& busy;
  core::Counter& queued;
  core::Counter& longest_wait;  // microseconds
};

// A fixed number of threads and a bounded wait before them.
class Workers final {
 public:
  // `run` must not throw.
  Workers(std::size_t threads, const ServerSettings& settings, std::function<void(Job)> run, WorkerFigures figures);
  ~Workers();

  // Unless Welcome, the job is untouched.
  Admission::Verdict offer(Job& job);
  int retry_after();  // seconds
  // Runs what is queued, then ends the threads.
  void stop();

 private:
  void work();

  std::function<void(Job)> run_;
  const SteadyTime time_;
  WorkerFigures figures_;
  std::mutex mutex_;
  std::condition_variable wake_;
  Admission admission_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sluis::transport
