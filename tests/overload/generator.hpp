#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace sluis::overload {

// What became of one request.
struct Outcome {
  double due = 0;            // seconds after the phase began at which it had to be sent
  double milliseconds = 0;   // from then until its answer was there
  int status = 0;            // 0: the connection broke
  bool right = false;        // 200 with the answer wanted, or 503 with Retry-After
};

// Sends prepared HTTP requests from one thread over kept-alive connections. Open loop: each is due at its moment whether earlier
// ones were answered or not, and its latency counts from that moment, so that a slow server can't slow down who measures it.
class Generator final {
 public:
  // `requests` are complete HTTP requests, each accepted once; `wanted` is a text that stands in every right answer.
  Generator(std::uint16_t port, std::vector<std::string> requests, std::string wanted);
  ~Generator();

  std::vector<Outcome> at_rate(double per_second, double seconds);
  // Closed loop: each of `connections` sends its next request when the last was answered.
  std::vector<Outcome> saturate(std::size_t connections, double seconds);
  std::size_t left() const { return fresh_.size(); }

 private:
  struct Line;
  using Clock = std::chrono::steady_clock;

  void open_line();
  void send_on(Line& line);
  void attend(Line& line, std::uint32_t events);
  void finish(Line& line, int status, bool right);
  void wait(Clock::time_point until);
  void dispatch();
  double since_begin(Clock::time_point at) const { return std::chrono::duration<double>(at - begun_).count(); }

  const std::uint16_t port_;
  const std::vector<std::string> requests_;
  const std::string wanted_;
  std::deque<std::size_t> fresh_;                // not yet accepted
  std::deque<Clock::time_point> due_;            // not yet sent
  std::vector<std::unique_ptr<Line>> lines_;
  std::vector<Line*> idle_;
  std::vector<Outcome> outcomes_;
  std::size_t most_lines_ = 0;
  std::size_t under_way_ = 0;
  Clock::time_point begun_;
  int poll_ = -1;
};

}  // namespace sluis::overload
