#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <map>
#include <string>
#include <string_view>

namespace sluis::core {

// A number that operators watch. Lock-free to update.
class Counter final {
 public:
  void add(std::int64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  void set(std::int64_t to) { value_.store(to, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// All counters of one process, printed in the Prometheus text format. Label values come from closed lists
// (operation, source, fault number), never from a message: no patient data can get in.
class Metrics final {
 public:
  enum class Kind { Counter, Gauge };

  // Finds or makes; the reference stays valid. labels: `operation="PutPatientConsent"` or empty.
  Counter& counter(const std::string& name, const std::string& help, const std::string& labels = {},
                   Kind kind = Kind::Counter);
  std::string text() const;

 private:
  struct Family {
    std::string help;
    Kind kind;
    std::map<std::string, std::unique_ptr<Counter>> members;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Family> families_;
};

}  // namespace sluis::core
