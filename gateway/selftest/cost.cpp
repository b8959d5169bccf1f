#include "gateway/selftest/cost.hpp"

#include <malloc.h>
#include <time.h>

#include <fstream>
#include <string>

namespace sluis::selftest {
namespace {

std::chrono::microseconds cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::microseconds(now.tv_nsec / 1000);
}

// A line of /proc/self/status in bytes.
std::optional<std::size_t> status(const std::string& name) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(name)) return std::stoul(line.substr(name.size())) * 1024;
  }
  return std::nullopt;
}

bool set_mark_back() {
  std::ofstream marks("/proc/self/clear_refs");
  marks << "5";
  return static_cast<bool>(marks.flush());
}

}  // namespace

CostMeter::CostMeter() {
  malloc_trim(0);
  if (set_mark_back()) resident_ = status("VmRSS:");
  cpu_ = cpu_time();
}

Cost CostMeter::stop() const {
  Cost cost{cpu_time() - cpu_, std::nullopt};
  const auto most = resident_ ? status("VmHWM:") : std::nullopt;
  if (most) cost.bytes = *most > *resident_ ? *most - *resident_ : 0;
  return cost;
}

}  // namespace sluis::selftest
