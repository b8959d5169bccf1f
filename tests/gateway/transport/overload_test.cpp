// More than the house can take. No test here judges a duration: who is blocked is let go by the test, and time stands still or is moved.
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gateway/transport/admission.hpp"
#include "tests/gateway/transport/support_server.hpp"

using namespace sluis;
using namespace sluis::transport;
using namespace sluis::transport::test;
using Span = Admission::Span;
using Verdict = Admission::Verdict;

namespace {

constexpr auto kProbe = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

// An admission whose requests take as long as the test says.
struct Desk {
  explicit Desk(std::size_t workers, std::size_t queue = 1000, Span longest = Span{0}) : admission(workers, queue, longest) {}

  Verdict come(const std::string& path = "/", std::size_t bytes = 0) {
    const auto verdict = admission.judge(now);
    if (verdict != Verdict::Welcome) return verdict;
    waiting.push_back(admission.load_of(path, bytes));
    admission.came(waiting.back(), now);
    return verdict;
  }
  void begin() {
    running.push_back(waiting.front());
    waiting.erase(waiting.begin());
    admission.began(running.back(), now);
  }
  void end(Span took) {
    admission.ended(running.front(), took, now);
    running.erase(running.begin());
  }
  // `count` requests one after the other, none of which waits.
  void quiet(int count, Span took, const std::string& path = "/", std::size_t bytes = 0) {
    for (int i = 0; i < count; ++i) {
      BOOST_REQUIRE(come(path, bytes) == Verdict::Welcome);
      begin();
      end(took);
    }
  }
  // How many of these come in before the first is refused.
  int fill(const std::string& path = "/", std::size_t bytes = 0) {
    int in = 0;
    while (in < 2000 && come(path, bytes) == Verdict::Welcome) ++in;
    return in;
  }

  Admission admission;
  Admission::Time now{std::chrono::hours(1)};
  std::vector<Admission::Load> waiting;
  std::vector<Admission::Load> running;
};

int figure(core::Metrics& metrics, const std::string& reason) {
  return static_cast<int>(metrics.counter("sluis_http_refused_total", "", "reason=\"" + reason + "\"").value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(overload)

BOOST_AUTO_TEST_CASE(who_would_wait_longer_than_the_slowest_unloaded_requests_take_is_refused) {
  Desk desk(2);
  desk.quiet(100, Span{10'000});
  BOOST_TEST(desk.admission.longest_wait().count() == 10'000);
  for (int i = 0; i < 2; ++i) desk.come(), desk.begin();
  BOOST_REQUIRE(desk.come() == Verdict::Welcome);
  desk.now += std::chrono::milliseconds(200);  // one has waited all the time: no mere burst
  BOOST_TEST(desk.fill() < 8);
  BOOST_TEST(desk.admission.wait().count() <= 15'000);
  BOOST_TEST((desk.come() == Verdict::TooLong));
}

BOOST_AUTO_TEST_CASE(what_a_crowd_makes_of_requests_is_not_learned) {
  Desk desk(1, 1);
  desk.quiet(100, Span{10'000});
  desk.come(), desk.begin();
  desk.come();
  BOOST_REQUIRE(desk.come() == Verdict::QueueFull);
  desk.end(Span{90'000}), desk.begin(), desk.end(Span{90'000});
  desk.quiet(100, Span{90'000});  // a worker is free for a moment, but somebody was refused just now
  BOOST_TEST(desk.admission.longest_wait().count() == 10'000);
  desk.now += std::chrono::seconds(3);
  desk.quiet(300, Span{30'000});
  BOOST_TEST(desk.admission.longest_wait().count() == 30'000);
}

BOOST_AUTO_TEST_CASE(a_burst_into_an_empty_house_is_let_in_further_than_a_crowd_that_stays) {
  Desk burst(2), crowd(2);
  for (auto* desk : {&burst, &crowd}) {
    desk->quiet(100, Span{1'000});
    for (int i = 0; i < 2; ++i) desk->come(), desk->begin();
    desk->come();
  }
  crowd.now += std::chrono::milliseconds(200);
  const int stayed = crowd.fill();
  BOOST_TEST(burst.fill() > 5 * stayed);
}

BOOST_AUTO_TEST_CASE(slower_workers_let_fewer_in) {
  Desk desk(1, 1000, Span{20'000});
  desk.quiet(100, Span{1'000});
  desk.come(), desk.begin();
  desk.come();
  desk.now += std::chrono::seconds(1);
  const int fast = desk.fill();
  for (int i = 0; i < fast; ++i) {  // the same requests now take twenty times as long
    desk.end(Span{20'000});
    desk.begin();
  }
  desk.now += std::chrono::seconds(1);
  BOOST_TEST(desk.fill() < fast);
}

BOOST_AUTO_TEST_CASE(a_bulk_call_counts_as_what_it_costs) {
  Desk desk(1);
  desk.quiet(200, Span{1'000}, "/Consent/v1");
  desk.quiet(30, Span{50'000}, "/api/v1/decisions", 100'000);
  const auto small = desk.admission.load_of("/Consent/v1", 0);
  const auto bulk = desk.admission.load_of("/api/v1/decisions", 100'000);
  const auto half = desk.admission.load_of("/api/v1/decisions", 50'000);
  BOOST_TEST(bulk.work.count() > 40 * small.work.count());
  BOOST_TEST(half.work.count() < bulk.work.count() * 6 / 10);
}

BOOST_AUTO_TEST_CASE(a_fixed_limit_and_the_length_of_the_queue_hold_whatever_was_learned) {
  Desk fixed(1, 1000, Span{5'000});
  fixed.quiet(100, Span{1'000});
  fixed.come(), fixed.begin();
  BOOST_TEST(fixed.admission.longest_wait().count() == 5'000);
  BOOST_TEST(fixed.fill() <= 7);
  Desk two(1, 2);
  two.come(), two.begin();
  BOOST_TEST(two.fill() == 2);
  BOOST_TEST((two.come() == Verdict::QueueFull));
}

BOOST_AUTO_TEST_CASE(a_larger_crowd_is_told_to_come_back_later) {
  Desk desk(1, 1);
  desk.come(), desk.begin();
  desk.come();
  BOOST_TEST(desk.admission.retry_after(desk.now) == 1);
  for (int i = 0; i < 30; ++i) desk.come();
  desk.now += std::chrono::seconds(1);
  BOOST_TEST(desk.admission.retry_after(desk.now) == 31);
  for (int i = 0; i < 500; ++i) desk.come();
  desk.now += std::chrono::seconds(1);
  BOOST_TEST(desk.admission.retry_after(desk.now) == 60);
  desk.now += std::chrono::seconds(2);
  BOOST_TEST(desk.admission.retry_after(desk.now) == 1);  // what was two seconds ago counts no more
}

BOOST_AUTO_TEST_CASE(a_crowd_may_ask_for_any_number_of_paths) {
  Desk desk(1);
  for (int i = 0; i < 500; ++i) desk.quiet(1, Span{1'000}, "/" + std::to_string(i));
  BOOST_TEST(desk.admission.load_of("/499", 0).work.count() == 1'000);
}

BOOST_FIXTURE_TEST_CASE(a_full_house_refuses_at_once_probes_go_on_and_all_that_waited_is_served, Fixture) {
  constexpr int kBlocked = 2, kWaiting = 3, kCrowd = 12;
  settings.workers = kBlocked;
  settings.queue = kWaiting;
  Latch go;
  std::atomic<int> begun{0};
  start([&](message::Raw raw) {
    ++begun;
    go.wait();
    return message::Reply{200, "text/plain", raw.body, {}};
  });
  std::vector<std::unique_ptr<Client>> inside;
  for (int i = 0; i < kBlocked + kWaiting; ++i) {
    inside.push_back(std::make_unique<Client>(server->port()));
    inside.back()->send(post("/", std::to_string(i)));
    while (i == kBlocked - 1 && begun < kBlocked) std::this_thread::yield();  // the others find no worker free
  }
  while (metrics.counter("sluis_http_queue_length", "").value() < kWaiting) std::this_thread::yield();

  std::vector<std::unique_ptr<Client>> crowd;
  for (int i = 0; i < kCrowd; ++i) {  // nobody inside was let go: these answers wait for none of them
    crowd.push_back(std::make_unique<Client>(server->port()));
    const auto refused = crowd.back()->send(post("/", "one more")).reply();
    BOOST_TEST(status_of(refused) == 503);
    BOOST_TEST(std::stoi(header_of(refused, "Retry-After")) >= 1);
    BOOST_TEST(status_of(crowd.back()->send(kProbe).reply()) == 200);  // the connection is kept
  }
  BOOST_TEST(begun == kBlocked);
  BOOST_TEST(figure(metrics, "queue") == kCrowd);

  go.open();
  for (int i = 0; i < kBlocked + kWaiting; ++i) BOOST_TEST(body_of(inside[static_cast<std::size_t>(i)]->reply()) == std::to_string(i));
  for (auto& client : crowd) BOOST_TEST(status_of(client->send(post("/", "again")).reply()) == 200);
  BOOST_TEST(begun == kBlocked + kWaiting + kCrowd);
}

BOOST_FIXTURE_TEST_CASE(the_crowd_at_one_tenant_is_none_at_the_other, Fixture) {
  settings.workers = 1;
  settings.queue = 1;
  settings.tenant = "a";
  Latch busy, go;
  start([&](message::Raw raw) {
    busy.open();
    go.wait();
    return message::Reply{200, "text/plain", raw.body, {}};
  });
  Fixture neighbour;
  neighbour.settings.workers = 1;
  neighbour.settings.queue = 1;
  neighbour.settings.tenant = "b";
  neighbour.start(echo());
  Client first(server->port()), second(server->port()), third(server->port()), other(neighbour.server->port());
  first.send(post("/", "first"));
  busy.wait();
  second.send(post("/", "second"));
  while (metrics.counter("sluis_http_queue_length", "").value() < 1) std::this_thread::yield();
  BOOST_TEST(status_of(third.send(post("/", "third")).reply()) == 503);
  for (int i = 0; i < 20; ++i) BOOST_TEST(body_of(other.send(post("/", "mine")).reply()) == "mine");
  const auto figures = body_of(other.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").reply());
  BOOST_TEST(figures.find("\nsluis_http_queue_length{tenant=\"b\"} 0\n") != std::string::npos);
  BOOST_TEST(figures.find("\nsluis_http_refused_total{tenant=\"b\",reason=\"queue\"} 0\n") != std::string::npos);
  BOOST_TEST(figures.find("tenant=\"a\"") == std::string::npos);
  go.open();
  BOOST_TEST(body_of(first.reply()) == "first");
  BOOST_TEST(body_of(second.reply()) == "second");
}

BOOST_FIXTURE_TEST_CASE(bodies_are_bounded_in_sum_and_given_back, Fixture) {
  settings.workers = 1;
  settings.memory_bytes = 100'000;
  Latch busy, go;
  start([&](message::Raw raw) {
    if (raw.body.size() < 50'000) return message::Reply{200, "text/plain", "small", {}};
    busy.open();
    go.wait();
    return message::Reply{200, "text/plain", "large", {}};
  });
  const auto& held = metrics.counter("sluis_http_held_bytes", "");
  Client large(server->port());
  large.send(post("/", std::string(60'000, 'x')));
  busy.wait();
  BOOST_TEST(held.value() >= 60'000);
  Client half(server->port());  // never complete: what it has sent counts all the same
  half.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n" + std::string(30'000, 'y'));
  while (held.value() < 90'000) std::this_thread::yield();
  Client refused(server->port());
  const auto reply = refused.send(post("/", std::string(20'000, 'z'))).reply();
  BOOST_TEST(status_of(reply) == 503);
  BOOST_TEST(header_of(reply, "Retry-After").empty() == false);
  BOOST_TEST(figure(metrics, "memory") == 1);
  BOOST_TEST(refused.closed());
  Client watcher(server->port());
  BOOST_TEST(status_of(watcher.send(kProbe).reply()) == 200);
  go.open();
  BOOST_TEST(body_of(large.reply()) == "large");
  while (held.value() >= 60'000) std::this_thread::yield();
  half.send(std::string(60'000, 'y'));
  BOOST_TEST(body_of(half.reply()) == "large");
  while (held.value() > 1'000) std::this_thread::yield();
  BOOST_TEST(body_of(watcher.send(post("/", std::string(40'000, 'w'))).reply()) == "small");
}

BOOST_AUTO_TEST_SUITE_END()
