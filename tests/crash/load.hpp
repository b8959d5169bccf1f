#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/crash/callers.hpp"

namespace sluis::crash_test {

// Several connections that register, revoke and ask without a pause: consents and exclusions by patients, links by a physician (SOAP), and
// questions that are kept (JSON). Each connection has patients of its own, so that it knows what an order must be answered.
class Load final {
 public:
  Load(const Callers& callers, int connections);
  ~Load();

  void go(std::uint16_t port);  // to a gateway that is there now
  void rest();                  // returns when nobody is waiting for an answer any more

  // Of every patient for whom something was asked: the orders that were acknowledged, by the identifier of their message.
  std::map<int, std::set<std::string>> acknowledged() const;
  std::set<std::string> kept_decisions() const;  // ids of answers to JSON questions
  long answers() const { return answers_; }      // acknowledged up to now, all kinds
  std::string refused() const;                   // the first answer that should not have come, "" when there was none

 private:
  void serve(int number);
  bool orders_for(int patient, std::uint16_t port);

  const Callers& callers_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::uint16_t port_ = 0;  // 0: rest
  int busy_ = 0;
  bool ending_ = false;
  std::map<int, std::set<std::string>> acknowledged_;
  std::set<std::string> kept_;
  std::string refused_;
  std::atomic<long> answers_{0};
  std::atomic<long> messages_{0};
  std::vector<std::thread> threads_;
};

}  // namespace sluis::crash_test
