#include "gateway/routing/outbox_runner.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <future>
#include <map>

#include "gateway/core/calendar.hpp"

using namespace sluis;
using namespace std::chrono_literals;

namespace {

// An outbox in memory: what the one of the registry does, without its file.
class MemoryOutbox final : public spi::Outbox {
 public:
  Status add(const spi::OutboxItem& item) override {
    const std::lock_guard lock(mutex);
    items_.push_back(item);
    return Done{};
  }
  Result<std::vector<spi::OutboxItem>> claim(const std::string& topic, core::Instant now, std::chrono::seconds, int most) override {
    const std::lock_guard lock(mutex);
    std::vector<spi::OutboxItem> found;
    for (auto& item : items_) {
      if (item.topic != topic || item.state != spi::OutboxState::Waiting || item.due > now || static_cast<int>(found.size()) >= most) continue;
      ++item.attempts;
      found.push_back(item);
    }
    return found;
  }
  Status done(const std::string& id, const std::string& note) override { return close(id, spi::OutboxState::Done, note); }
  Status refused(const std::string& id, const std::string& note) override { return close(id, spi::OutboxState::Refused, note); }
  Status later(const std::string& id, core::Instant due, const std::string& note) override {
    const std::lock_guard lock(mutex);
    for (auto& item : items_) {
      if (item.id == id) item.due = due, item.note = note;
    }
    return Done{};
  }
  Result<std::vector<spi::OutboxItem>> items(const std::string&, spi::OutboxState, int) override { return items_; }
  Result<long> waiting(const std::string&) override {
    const std::lock_guard lock(mutex);
    return static_cast<long>(std::ranges::count(items_, spi::OutboxState::Waiting, &spi::OutboxItem::state));
  }

  std::mutex mutex;
  std::vector<spi::OutboxItem> items_;

 private:
  Status close(const std::string& id, spi::OutboxState state, const std::string& note) {
    const std::lock_guard lock(mutex);
    for (auto& item : items_) {
      if (item.id == id) item.state = state, item.note = note;
    }
    return Done{};
  }
};

class Sender final : public spi::Deliverer {
 public:
  explicit Sender(std::string topic = "metahub") : topic_(std::move(topic)) {}
  std::string topic() const override { return topic_; }
  spi::DeliveryResult deliver(const spi::OutboxItem& item, spi::Deadline) override {
    sent.push_back(item.id);
    const auto answer = answers.empty() ? spi::DeliveryResult{spi::Delivery::Acknowledged, "fine"} : answers.front();
    if (!answers.empty()) answers.erase(answers.begin());
    if (first) first->set_value(), first = nullptr;
    return answer;
  }

  std::vector<std::string> sent;
  std::vector<spi::DeliveryResult> answers;
  std::promise<void>* first = nullptr;

 private:
  std::string topic_;
};

struct Fixture {
  spi::OutboxItem item(const std::string& id) {
    return {id, "metahub", id, clock.now(), clock.now(), 0, spi::OutboxState::Waiting, "text", ""};
  }
  int send() { return line().send_due(std::stop_token{}); }
  routing::OutboxLine& line() {
    if (!line_) line_ = std::make_unique<routing::OutboxLine>(outbox, sender, clock, log, metrics, settings);
    return *line_;
  }
  bool metric(const std::string& text) const { return metrics.text().find(text) != std::string::npos; }

  core::ManualClock clock{core::parse_instant("2026-11-20T09:15:00Z").value()};
  std::string lines;
  core::Log log{clock, [this](std::string_view line) { lines += line; }};
  core::Metrics metrics;
  routing::OutboxSettings settings{1s, 60s, 5s};
  MemoryOutbox outbox;
  Sender sender;
  std::unique_ptr<routing::OutboxLine> line_;
};

const spi::DeliveryResult kLater{spi::Delivery::Later, "down"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(outbox_runner, Fixture)

BOOST_AUTO_TEST_CASE(delays_double_up_to_the_longest) {
  BOOST_TEST((routing::delay_after(1, settings) == 1s));
  BOOST_TEST((routing::delay_after(2, settings) == 2s));
  BOOST_TEST((routing::delay_after(6, settings) == 32s));
  BOOST_TEST((routing::delay_after(7, settings) == 60s));
  BOOST_TEST((routing::delay_after(100'000, settings) == 60s));
}

BOOST_AUTO_TEST_CASE(what_is_acknowledged_is_sent_once) {
  BOOST_REQUIRE(outbox.add(item("1")));
  BOOST_REQUIRE(outbox.add(item("2")));
  BOOST_TEST(send() == 2);
  BOOST_TEST(send() == 0);
  BOOST_TEST(sender.sent == (std::vector<std::string>{"1", "2"}));
  BOOST_TEST(metric("sluis_outbox_total{topic=\"metahub\",result=\"acknowledged\"} 2"));
  BOOST_TEST(metric("sluis_outbox_waiting{topic=\"metahub\"} 0"));
}

BOOST_AUTO_TEST_CASE(what_is_not_acknowledged_waits_longer_every_time_and_is_never_given_up) {
  BOOST_REQUIRE(outbox.add(item("1")));
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    sender.answers = {kLater};
    BOOST_TEST(send() == 1);
    BOOST_TEST((outbox.items_.front().due == clock.now() + wait));
    BOOST_TEST(outbox.items_.front().note == "down");
    clock.advance(wait - 1ms);
    BOOST_TEST(send() == 0);
    clock.advance(1ms);
  }
  BOOST_TEST(metric("sluis_outbox_waiting{topic=\"metahub\"} 1"));
  BOOST_TEST(send() == 1);
  BOOST_TEST((outbox.items_.front().state == spi::OutboxState::Done));
}

BOOST_AUTO_TEST_CASE(what_is_refused_is_closed_logged_and_counted) {
  BOOST_REQUIRE(outbox.add(item("1")));
  sender.answers = {{spi::Delivery::Refused, "MH2.INPUT.19"}};
  BOOST_TEST(send() == 1);
  BOOST_TEST((outbox.items_.front().state == spi::OutboxState::Refused));
  BOOST_TEST(lines.find("outbox_item_refused") != std::string::npos);
  BOOST_TEST(lines.find("MH2.INPUT.19") != std::string::npos);
  BOOST_TEST(metric("sluis_outbox_total{topic=\"metahub\",result=\"refused\"} 1"));
}

BOOST_AUTO_TEST_CASE(a_stopped_line_sends_nothing) {
  BOOST_REQUIRE(outbox.add(item("1")));
  std::stop_source stop;
  stop.request_stop();
  BOOST_TEST(line().send_due(stop.get_token()) == 0);
  BOOST_TEST(sender.sent.empty());
}

BOOST_AUTO_TEST_CASE(two_senders_of_one_topic_are_refused) {
  Sender other;
  const std::vector<spi::Deliverer*> both{&sender, &other};
  BOOST_CHECK_THROW(routing::OutboxRunner(outbox, both, clock, log, metrics, settings), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(the_runner_sends_what_was_there_before_it_started) {
  BOOST_REQUIRE(outbox.add(item("1")));
  std::promise<void> sent;
  sender.first = &sent;
  routing::OutboxRunner runner(outbox, {&sender}, clock, log, metrics, settings);
  runner.start();
  sent.get_future().wait();
  runner.stop();
  BOOST_TEST((outbox.items_.front().state == spi::OutboxState::Done));
}

BOOST_AUTO_TEST_CASE(the_runner_sends_what_comes_while_it_sleeps) {
  std::promise<void> sent;
  sender.first = &sent;
  routing::OutboxRunner runner(outbox, {&sender}, clock, log, metrics, settings);
  runner.start();
  BOOST_REQUIRE(outbox.add(item("1")));
  runner.wake();
  sent.get_future().wait();
  runner.stop();
  BOOST_TEST(sender.sent == std::vector<std::string>{"1"});
}

BOOST_AUTO_TEST_SUITE_END()
