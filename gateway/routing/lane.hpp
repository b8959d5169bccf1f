#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sluis::routing {

// The few threads that talk to one network, so that a slow network can take no thread from another. Threads are started when work
// first needs them and then kept. Joined in the destructor, after the work in hand.
class Lane final {
 public:
  Lane(std::size_t threads, std::size_t waiting) : most_threads_(threads), most_waiting_(waiting) {}
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  // False when too much is waiting already, or the lane is closing. `work` must not throw.
  bool submit(std::function<void()> work);

 private:
  void serve();

  const std::size_t most_threads_;
  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool closing_ = false;
};

}  // namespace sluis::routing
