#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::sandbox {

enum class Failure : std::uint8_t { None, Http500, Fault, Close, Garbage, Truncated, WrongSignature };

// How one simulator behaves beside its specification.
struct Behaviour {
  std::chrono::milliseconds delay{0};  // waits before it looks at the message
  std::chrono::milliseconds late{0};   // does the work at once and holds the answer back
  Failure failure = Failure::None;
  std::optional<std::int64_t> calls;  // only the first so many calls; absent: all
  bool challenge_always = true;  // sts only: false asks for the challenge only when header key and holder key differ
};

// What is wrong with the outside world, by simulator. Read from a file at start, changed by the control door at run
// time.
//   {"hub2":{"delay_ms":800},"sts":{"fail":"http500","calls":2}}
class Scenario final {
 public:
  static const std::vector<std::string>& names();  // of the sources, as plugged in simulators.cpp

  // Replaces the behaviour of the simulators that are named, all or none of them; {} makes one normal again.
  // Throws InputRefused with the path.
  void apply(std::string_view json);
  Behaviour next(std::string_view simulator);  // counts a call
  std::string to_json() const;

  void wait(std::chrono::milliseconds time);  // returns early when the sandbox stops
  void stop();

 private:
  mutable std::mutex mutex_;
  std::condition_variable stopping_;
  bool stopped_ = false;
  std::map<std::string, Behaviour, std::less<>> behaviours_;
};

}  // namespace sluis::sandbox
