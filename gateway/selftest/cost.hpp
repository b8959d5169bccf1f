#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace sluis::selftest {

// What one attack cost this process, beyond the bytes of the message itself.
struct Cost {
  std::chrono::microseconds cpu{0};
  std::optional<std::size_t> bytes;  // most memory in use at once beyond what was in use before; absent where the kernel doesn't say
};

// Runs from its making: CPU time of the process, and the high-water mark of its resident memory (set back through /proc/self/clear_refs;
// freed memory is given back to the system first, so that what is used again counts again). One at a time.
class CostMeter final {
 public:
  CostMeter();
  Cost stop() const;

 private:
  std::chrono::microseconds cpu_;
  std::optional<std::size_t> resident_;
};

}  // namespace sluis::selftest
