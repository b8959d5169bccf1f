#include <boost/test/unit_test.hpp>
#include <deque>
#include <thread>

#include "gateway/transport/deadline_wheel.hpp"
#include "tests/gateway/transport/support_server.hpp"

using namespace sluis;
using namespace sluis::transport;
using namespace sluis::transport::test;
using namespace std::chrono_literals;

namespace {

class PacedFixture : public Fixture {
 public:
  PacedFixture() {
    settings.workers = 1;
    settings.steady_time = pace.source();
  }
  void wait_for_connections(std::int64_t count) {
    while (metrics.counter("sluis_http_connections", "").value() != count) std::this_thread::yield();
  }
  // A reply can be read before its worker has noted when the connection became idle.
  void wait_for_workers() {
    while (metrics.counter("sluis_http_workers_busy", "").value() != 0) std::this_thread::yield();
  }
  Pace pace;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(transport_slow_clients)

BOOST_FIXTURE_TEST_CASE(sixteen_dripping_and_sixteen_idle_clients_hold_no_worker, PacedFixture) {
  start(echo());
  const auto request = post("/", "a body that comes byte by byte");
  std::deque<Client> dripping;
  std::deque<Client> idle;
  for (int i = 0; i < 16; ++i) {
    dripping.emplace_back(server->port());
    BOOST_TEST(body_of(idle.emplace_back(server->port()).send(post("/", "once")).reply()) == "once");
  }
  Client quick(server->port());
  for (const char byte : request) {
    for (auto& client : dripping) client.send(std::string(1, byte));
    BOOST_TEST(body_of(quick.send(post("/", "quick")).reply()) == "quick");
  }
  for (auto& client : dripping) BOOST_TEST(body_of(client.reply()) == "a body that comes byte by byte");
  for (auto& client : idle) BOOST_TEST(body_of(client.send(post("/", "back")).reply()) == "back");
}

BOOST_FIXTURE_TEST_CASE(a_request_must_arrive_in_time_however_it_drips, PacedFixture) {
  settings.receive_time = 10s;
  start(echo());
  Client header(server->port());
  Client body(server->port());
  header.send("POST / HTTP/1.1\r\nHo");
  body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  Client witness(server->port());
  for (int i = 0; i < 6; ++i) {
    BOOST_TEST(status_of(witness.send(post("/", "")).reply()) == 200);
    pace.advance(1s);
    body.send("d");
  }
  pace.advance(10s);
  BOOST_TEST(body_of(header.reply()) == "SLU-1014");
  const auto reply = body.reply();
  BOOST_TEST(status_of(reply) == 408);
  BOOST_TEST(header_of(reply, "Connection") == "close");
  BOOST_TEST(body.closed());
}

BOOST_FIXTURE_TEST_CASE(an_idle_connection_is_closed_without_a_word, PacedFixture) {
  settings.idle_time = 60s;
  start(echo());
  Client used(server->port());
  BOOST_TEST(status_of(used.send(post("/", "")).reply()) == 200);
  wait_for_workers();
  pace.advance(59s);
  BOOST_TEST(status_of(used.send(post("/", "")).reply()) == 200);
  wait_for_workers();
  pace.advance(59s);
  Client fresh(server->port());
  wait_for_connections(2);
  pace.advance(2s);
  BOOST_TEST(used.closed());
  pace.advance(60s);
  BOOST_TEST(fresh.closed());
  wait_for_connections(0);
}

BOOST_FIXTURE_TEST_CASE(a_client_that_does_not_read_holds_no_worker_and_is_cut_off, PacedFixture) {
  settings.send_time = 10s;
  start([](message::Raw raw) {
    return message::Reply{200, "text/plain", std::string(raw.path == "/big" ? 20'000'000 : 1, 'x'), {}};
  });
  Client deaf(server->port());
  deaf.send(post("/big", ""));
  Client slow(server->port());
  slow.send(post("/big", ""));
  Client quick(server->port());
  for (int i = 0; i < 20; ++i) BOOST_TEST(body_of(quick.send(post("/", "")).reply()) == "x");
  BOOST_TEST(body_of(slow.reply()).size() == 20'000'000u);
  wait_for_connections(3);
  // The wheel learns of the blocked reply on the poll thread: time moves until it has acted.
  while (metrics.counter("sluis_http_connections", "").value() != 2) {
    pace.advance(1s);
    BOOST_TEST(body_of(quick.send(post("/", "")).reply()) == "x");
  }
  BOOST_TEST(deaf.reply() == "");
}

BOOST_AUTO_TEST_CASE(the_wheel_wakes_everyone_once_and_never_late) {
  using Time = DeadlineWheel::Time;
  const Time start(1000s);
  DeadlineWheel wheel(start);
  BOOST_TEST(wheel.empty());
  wheel.set(1, start + 100ms);
  wheel.set(2, start + 20s);
  BOOST_CHECK(wheel.set(3, start + 1h) < start + 26s);  // beyond the horizon: looked at earlier
  wheel.set(4, start - 5s);                             // long due
  BOOST_TEST(wheel.due(start).empty());
  BOOST_TEST(wheel.due(start + 60ms) == std::vector<std::uint64_t>{4}, boost::test_tools::per_element());
  BOOST_TEST(wheel.due(start + 150ms) == std::vector<std::uint64_t>{1}, boost::test_tools::per_element());
  BOOST_TEST(wheel.due(start + 19s).empty());
  BOOST_TEST(wheel.due(start + 2h).size() == 2u);
  BOOST_TEST(wheel.empty());
  wheel.set(5, start + 2h + 1s);
  BOOST_TEST(wheel.due(start + 2h + 2s).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
