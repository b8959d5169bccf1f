#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/spi/outbox.hpp"

namespace sluis::routing {

struct OutboxSettings {
  std::chrono::milliseconds first_delay{1000};        // doubled by every attempt that was not acknowledged
  std::chrono::milliseconds longest_delay{300'000};
  std::chrono::milliseconds time_limit{10'000};       // of one delivery
};

// How long to wait after this many attempts.
std::chrono::milliseconds delay_after(int attempts, const OutboxSettings& settings);

// Sends the items of one topic, one after the other, so that of each key never two are under way.
class OutboxLine final {
 public:
  OutboxLine(spi::Outbox& outbox, spi::Deliverer& deliverer, const core::Clock& clock, core::Log& log, core::Metrics& metrics,
             const OutboxSettings& settings);
  // Everything that is due now, until it is sent, delayed, or `stop` is asked; gives how many deliveries were tried.
  int send_due(const std::stop_token& stop);

 private:
  bool send_one();
  void settle(const spi::OutboxItem& item, const spi::DeliveryResult& result);
  core::Counter& counter(const char* result);
  void show_waiting();

  spi::Outbox& outbox_;
  spi::Deliverer& deliverer_;
  const core::Clock& clock_;
  core::Log& log_;
  core::Metrics& metrics_;
  const OutboxSettings settings_;
  core::Counter& waiting_;
};

// One thread a topic. It sleeps until wake() or until a second has passed: then what is due by now, or what another process on
// the same registry has added, is looked for. The asynchronous half of routing: what can't be sent now is sent later.
class OutboxRunner final {
 public:
  // All must outlive the runner. Starts nothing yet. Throws std::runtime_error when two deliverers have one topic.
  OutboxRunner(spi::Outbox& outbox, const std::vector<spi::Deliverer*>& deliverers, const core::Clock& clock, core::Log& log,
               core::Metrics& metrics, const OutboxSettings& settings);
  ~OutboxRunner();
  OutboxRunner(const OutboxRunner&) = delete;
  OutboxRunner& operator=(const OutboxRunner&) = delete;

  void start();
  void wake();  // something was added
  void stop();  // waits for deliveries that are under way, at most one a topic

 private:
  struct Topic;
  void serve(Topic& topic, const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::vector<std::unique_ptr<Topic>> topics_;
};

}  // namespace sluis::routing
