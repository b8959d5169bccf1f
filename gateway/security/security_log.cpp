#include "gateway/security/security_log.hpp"

namespace sluis::security {

void SecurityLog::refused(const Line& line, core::Instant now) {
  std::int64_t left_out = 0;
  {
    const std::lock_guard lock(mutex_);
    if (now - minute_began_ >= std::chrono::minutes(1) || now < minute_began_) {
      minute_began_ = now;
      written_ = 0;
    }
    if (written_ >= lines_a_minute_) {
      ++left_out_;
      return;
    }
    ++written_;
    left_out = std::exchange(left_out_, 0);
  }
  log_.warning("security_refused", {{"rule", line.rule},
                                    {"rule_name", line.rule_name},
                                    {"fault", line.fault.number()},
                                    {"fault_name", line.fault.entry().name},
                                    {"why", line.fault.log_text()},
                                    {"correlation_id", line.correlation_id},
                                    {"peer", line.peer},
                                    {"path", line.path},
                                    {"suppressed_lines", left_out}});
}

}  // namespace sluis::security
