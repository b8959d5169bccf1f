#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sluis::transport {

// The 99th percentile of the last durations told.
class Percentile final {
 public:
  void add(std::chrono::microseconds took);
  std::size_t count() const { return all_.size(); }
  std::chrono::microseconds value() const { return value_; }

 private:
  std::vector<std::chrono::microseconds> all_;
  std::size_t next_ = 0;
  std::chrono::microseconds value_{0};
};

// Whether one more request may wait for a worker. The length of a queue says nothing; the time until a worker is free does: the work
// that waits, by what such requests took lately, shared out over the workers. Not thread-safe: Workers guards it.
class Admission final {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Span = std::chrono::microseconds;
  enum class Verdict { Welcome, QueueFull, TooLong };

  // What a request is expected to cost: by its path, and by its size, so that a bulk call counts as what it is.
  struct Load {
    std::string path;
    std::size_t bytes = 0;
    Span work{0};
    bool at_once = false;  // a worker was free when it came, and nobody was refused lately
  };

  // `queue`: most that may wait, whatever they cost. `longest_wait`: zero means the 99th percentile of what requests take that find
  // a free worker while nobody is refused: who has to wait takes about twice as long as the slowest of those.
  Admission(std::size_t workers, std::size_t queue, Span longest_wait);

  Load load_of(const std::string& path, std::size_t bytes) const;
  Verdict judge(Time now);
  void came(Load& load, Time now);
  void began(const Load& load, Time now);
  void ended(const Load& load, Span took, Time now);

  Span wait() const;          // until a worker is free for who comes now
  Span longest_wait() const;
  // Seconds after which it makes sense to come again, 1 to 60: later when more are refused than served, so that they don't all come
  // back into the same crowd.
  int retry_after(Time now);

 private:
  struct Second {
    std::int64_t number = 0;
    std::int64_t refused = 0;
    std::int64_t served = 0;
  };
  void turn_to(Time now);
  Span burst() const;

  const std::int64_t workers_;
  const std::size_t queue_;
  const Span fixed_;
  std::size_t waiting_ = 0;
  std::size_t running_ = 0;
  Span waiting_work_{0};
  Span running_work_{0};
  Time last_empty_{};
  std::map<std::string, double> per_unit_;  // microseconds, by path
  double mean_ = 0;                         // microseconds a request
  Percentile at_once_;
  Second now_;
  Second before_;
};

}  // namespace sluis::transport
