#include "gateway/routing/outbox_runner.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace sluis::routing {
namespace {

constexpr std::chrono::seconds kLookAgain{1};
constexpr std::chrono::seconds kLeaseMargin{20};  // between the end of a delivery and the end of its lease

}  // namespace

std::chrono::milliseconds delay_after(int attempts, const OutboxSettings& settings) {
  auto delay = settings.first_delay;
  for (int n = 1; n < attempts && delay < settings.longest_delay; ++n) delay *= 2;
  return std::min(delay, settings.longest_delay);
}

OutboxLine::OutboxLine(spi::Outbox& outbox, spi::Deliverer& deliverer, const core::Clock& clock, core::Log& log,
                       core::Metrics& metrics, const OutboxSettings& settings)
    : outbox_(outbox), deliverer_(deliverer), clock_(clock), log_(log), metrics_(metrics), settings_(settings),
      waiting_(metrics.counter("sluis_outbox_waiting", "Items that wait to be sent", "topic=\"" + deliverer.topic() + "\"",
                               core::Metrics::Kind::Gauge)) {
  for (const auto* result : {"acknowledged", "refused", "later"}) counter(result);
  show_waiting();
}

core::Counter& OutboxLine::counter(const char* result) {
  return metrics_.counter("sluis_outbox_total", "Deliveries that were tried, by what came of them",
                          "topic=\"" + deliverer_.topic() + "\",result=\"" + result + "\"");
}

int OutboxLine::send_due(const std::stop_token& stop) {
  int tried = 0;
  while (!stop.stop_requested() && send_one()) ++tried;
  show_waiting();
  return tried;
}

// Claimed one by one: a process that stops leaves nothing held.
bool OutboxLine::send_one() {
  const auto lease = std::chrono::ceil<std::chrono::seconds>(settings_.time_limit) + kLeaseMargin;
  const auto claimed = outbox_.claim(deliverer_.topic(), clock_.now(), lease, 1);
  if (!claimed) {
    log_.error("outbox_unreadable", {{"topic", deliverer_.topic()}, {"why", claimed.error().log_text()}});
    return false;
  }
  if (claimed->empty()) return false;
  show_waiting();
  const auto& item = claimed->front();
  settle(item, deliverer_.deliver(item, std::chrono::steady_clock::now() + settings_.time_limit));
  return true;
}

// What can't be written down is sent again when its lease ends: the receiver knows it by its id.
void OutboxLine::settle(const spi::OutboxItem& item, const spi::DeliveryResult& result) {
  Status written = Done{};
  switch (result.delivery) {
    case spi::Delivery::Acknowledged:
      written = outbox_.done(item.id, result.note);
      counter("acknowledged").add();
      break;
    case spi::Delivery::Refused:
      written = outbox_.refused(item.id, result.note);
      counter("refused").add();
      log_.error("outbox_item_refused", {{"topic", item.topic}, {"id", item.id}, {"why", result.note}});
      break;
    case spi::Delivery::Later:
      written = outbox_.later(item.id, clock_.now() + delay_after(item.attempts, settings_), result.note);
      counter("later").add();
      log_.warning("outbox_item_waits", {{"topic", item.topic}, {"id", item.id}, {"attempts", item.attempts}, {"why", result.note}});
      break;
  }
  if (!written) log_.error("outbox_unwritable", {{"topic", item.topic}, {"id", item.id}, {"why", written.error().log_text()}});
}

void OutboxLine::show_waiting() {
  if (const auto count = outbox_.waiting(deliverer_.topic())) waiting_.set(*count);
}

struct OutboxRunner::Topic {
  OutboxLine line;
  bool woken = false;
  std::jthread thread = {};
};

OutboxRunner::OutboxRunner(spi::Outbox& outbox, const std::vector<spi::Deliverer*>& deliverers, const core::Clock& clock, core::Log& log,
                           core::Metrics& metrics, const OutboxSettings& settings) {
  std::set<std::string> seen;
  for (auto* deliverer : deliverers) {
    if (!seen.insert(deliverer->topic()).second) throw std::runtime_error("two senders for what is owed to '" + deliverer->topic() + "'");
    topics_.push_back(std::make_unique<Topic>(Topic{OutboxLine(outbox, *deliverer, clock, log, metrics, settings)}));
  }
}

OutboxRunner::~OutboxRunner() { stop(); }

void OutboxRunner::start() {
  for (auto& topic : topics_) {
    topic->thread = std::jthread([this, &topic = *topic](const std::stop_token& stop) { serve(topic, stop); });
  }
}

void OutboxRunner::wake() {
  {
    const std::lock_guard lock(mutex_);
    for (auto& topic : topics_) topic->woken = true;
  }
  woken_.notify_all();
}

void OutboxRunner::stop() {
  for (auto& topic : topics_) topic->thread.request_stop();
  for (auto& topic : topics_) {
    if (topic->thread.joinable()) topic->thread.join();
  }
}

void OutboxRunner::serve(Topic& topic, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    topic.line.send_due(stop);
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop, kLookAgain, [&] { return topic.woken; });
    topic.woken = false;
  }
}

}  // namespace sluis::routing
