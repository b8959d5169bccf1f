#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "gateway/core/clock.hpp"
#include "gateway/core/fault.hpp"
#include "gateway/core/log.hpp"

namespace sluis::security {

// What is refused before the caller is known: a line says which rule and why, in our log only. So many lines a minute, so that
// strangers can't fill the disk; those left out are counted, and the count is in the next line. Thread-safe.
class SecurityLog final {
 public:
  SecurityLog(core::Log& log, int lines_a_minute) : log_(log), lines_a_minute_(lines_a_minute) {}

  struct Line {
    int rule;
    std::string_view rule_name;
    const Fault& fault;
    std::string_view correlation_id;
    std::string_view peer;
    std::string_view path;
  };
  void refused(const Line& line, core::Instant now);

 private:
  core::Log& log_;
  const int lines_a_minute_;
  std::mutex mutex_;
  core::Instant minute_began_{};
  int written_ = 0;
  std::int64_t left_out_ = 0;
};

}  // namespace sluis::security
