#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "tests/gateway/transport/support_server.hpp"

using namespace sluis;
using namespace sluis::transport;
using namespace sluis::transport::test;

BOOST_FIXTURE_TEST_SUITE(transport_server, Fixture)

BOOST_AUTO_TEST_CASE(a_request_reaches_the_handler_as_it_was_sent) {
  message::Raw seen;
  start([&](message::Raw raw) {
    seen = raw;
    return message::Reply{200, "text/plain", "fine", {{"X-More", "a\r\nb"}}};
  });
  Client client(server->port());
  const auto reply = client.send(post("/Consent/v1?wsdl&x=1", "hello", "SOAPAction: \"a\"\r\nAccept: x\r\nAccept: y\r\n")).reply();
  BOOST_TEST(status_of(reply) == 200);
  BOOST_TEST(body_of(reply) == "fine");
  BOOST_TEST(header_of(reply, "X-More") == "a  b");
  BOOST_TEST(header_of(reply, "X-Correlation-Id") == seen.correlation_id);
  BOOST_TEST(seen.correlation_id.size() == 36u);
  BOOST_TEST(seen.method == "POST");
  BOOST_TEST(seen.path == "/Consent/v1");
  BOOST_TEST(seen.query == "wsdl&x=1");
  BOOST_TEST(seen.body == "hello");
  BOOST_TEST(seen.header("soapaction") == "\"a\"");
  BOOST_TEST(seen.header("accept") == "x, y");
  BOOST_TEST(seen.peer == "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(a_connection_serves_many_requests_also_pipelined_in_order) {
  start(echo());
  Client client(server->port());
  std::string all;
  for (int i = 0; i < 200; ++i) all += post("/", std::to_string(i));
  client.send(all);
  for (int i = 0; i < 200; ++i) BOOST_TEST(body_of(client.reply()) == std::to_string(i));
  BOOST_TEST(body_of(client.send(post("/", "again")).reply()) == "again");
}

BOOST_AUTO_TEST_CASE(the_last_request_of_a_connection_says_so) {
  settings.requests_per_connection = 2;
  start(echo());
  Client client(server->port());
  BOOST_TEST(header_of(client.send(post("/", "1")).reply(), "Connection") == "");
  BOOST_TEST(header_of(client.send(post("/", "2")).reply(), "Connection") == "close");
  BOOST_TEST(client.closed());
}

BOOST_AUTO_TEST_CASE(old_clients_and_head_requests_are_served) {
  start(echo());
  Client once(server->port());
  BOOST_TEST(status_of(once.send("GET / HTTP/1.0\r\n\r\n").reply()) == 200);
  BOOST_TEST(once.closed());
  Client kept(server->port());
  BOOST_TEST(header_of(kept.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").reply(), "Connection") == "keep-alive");
  const auto head = kept.send("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n").reply(true);
  BOOST_TEST(header_of(head, "Content-Length") == "19");
  BOOST_TEST(body_of(kept.send(post("/", "x")).reply()) == "x");
}

BOOST_AUTO_TEST_CASE(a_client_that_stops_sending_still_gets_its_reply) {
  start(echo());
  Client client(server->port());
  client.send(post("/", "last words"));
  client.end_sending();
  BOOST_TEST(body_of(client.reply()) == "last words");
  BOOST_TEST(client.closed());
}

BOOST_AUTO_TEST_CASE(bodies_come_chunked_or_after_100_continue) {
  start(echo());
  Client client(server->port());
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  BOOST_TEST(body_of(client.send(head + "5;a=b\r\nhello\r\n0001\r\n!\r\n0\r\nTrailer: x\r\n\r\n").reply()) == "hello!");
  client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  BOOST_TEST(client.reply() == "HTTP/1.1 100 Continue\r\n\r\n");
  BOOST_TEST(body_of(client.send("body").reply()) == "body");
}

BOOST_AUTO_TEST_CASE(an_exception_of_the_handler_is_an_internal_fault) {
  start([](message::Raw raw) -> message::Reply {
    if (raw.path == "/odd") throw 42;
    throw std::runtime_error("boom");
  });
  Client client(server->port());
  const auto reply = client.send(post("/", "")).reply();
  BOOST_TEST(status_of(reply) == 500);
  BOOST_TEST(body_of(reply) == "SLU-7999");
  BOOST_TEST(body_of(client.send(post("/odd", "")).reply()) == "SLU-7999");
}

BOOST_AUTO_TEST_CASE(a_full_house_answers_503_at_once_and_probes_still_work) {
  settings.workers = 1;
  settings.queue = 1;
  Latch busy;
  Latch go;
  start([&](message::Raw raw) {
    busy.open();
    go.wait();
    return message::Reply{200, "text/plain", raw.body, {}};
  });
  Client first(server->port());
  first.send(post("/", "first"));
  busy.wait();
  Client waiting(server->port());
  waiting.send(post("/", "second"));
  while (metrics.counter("sluis_http_queue_length", "").value() < 1) std::this_thread::yield();
  Client third(server->port());
  const auto refused = third.send(post("/", "third")).reply();
  BOOST_TEST(status_of(refused) == 503);
  BOOST_TEST(body_of(refused) == "SLU-1013");
  BOOST_TEST(header_of(refused, "Retry-After") == "1");
  BOOST_TEST(status_of(third.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").reply()) == 200);
  go.open();
  BOOST_TEST(body_of(first.reply()) == "first");
  BOOST_TEST(body_of(waiting.reply()) == "second");
  BOOST_TEST(body_of(third.send(post("/", "later")).reply()) == "later");
}

BOOST_AUTO_TEST_CASE(beyond_the_connection_limit_there_is_a_503_and_the_end) {
  settings.connections = 2;
  start(echo());
  Client a(server->port());
  Client b(server->port());
  BOOST_TEST(status_of(a.send(post("/", "")).reply()) == 200);
  BOOST_TEST(status_of(b.send(post("/", "")).reply()) == 200);
  Client c(server->port());
  BOOST_TEST(status_of(c.send(post("/", "")).reply()) == 503);
  BOOST_TEST(c.closed());
}

BOOST_AUTO_TEST_CASE(beyond_the_connection_limit_probes_are_answered_and_who_is_silent_is_sent_away) {
  Pace pace;
  settings.steady_time = pace.source();
  settings.connections = 1;
  start(echo());
  Client first(server->port());
  BOOST_TEST(status_of(first.send(post("/", "")).reply()) == 200);
  Client watcher(server->port());
  BOOST_TEST(status_of(watcher.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").reply()) == 200);
  BOOST_TEST(watcher.closed());
  Client slow(server->port());
  slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
  BOOST_TEST(status_of(slow.reply()) == 503);  // at its head: the body isn't waited for
  Client silent(server->port());
  while (metrics.counter("sluis_http_refused_total", "", "reason=\"connections\"").value() < 3) std::this_thread::yield();
  pace.advance(std::chrono::seconds(2));
  BOOST_TEST(status_of(silent.reply()) == 503);
}

BOOST_AUTO_TEST_CASE(stop_finishes_what_was_received_and_closes_what_is_idle) {
  settings.workers = 1;
  Latch busy;
  Latch go;
  start([&](message::Raw raw) {
    busy.open();
    go.wait();
    return message::Reply{200, "text/plain", raw.body, {}};
  });
  Client working(server->port());
  working.send(post("/", "one") + post("/", "two"));
  busy.wait();
  Client queued(server->port());
  queued.send(post("/", "three"));
  while (metrics.counter("sluis_http_queue_length", "").value() < 1) std::this_thread::yield();
  Client idle(server->port());
  BOOST_TEST(status_of(idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").reply()) == 200);
  idle.send("POST / HTTP/1.1\r\nHost:");
  std::thread stopper([&] { server->stop(); });
  BOOST_TEST(idle.closed());  // the stop has begun
  go.open();
  BOOST_TEST(body_of(working.reply()) == "one");
  BOOST_TEST(body_of(working.reply()) == "two");
  BOOST_TEST(working.closed());
  BOOST_TEST(body_of(queued.reply()) == "three");
  stopper.join();
  BOOST_CHECK_THROW(Client{server->port()}, std::exception);
}

BOOST_AUTO_TEST_CASE(a_server_can_be_made_and_dropped_without_being_started) {
  const Callbacks callbacks{echo(), [](const Fault&, const message::Raw&) { return message::Reply{}; }, {}};
  const Server unused(settings, callbacks, clock, random, log, metrics);
  BOOST_TEST(unused.port() != 0);
  BOOST_TEST(unused.tls_port() == 0);
}

BOOST_AUTO_TEST_CASE(plain_is_for_loopback_only_and_a_port_is_taken_once) {
  const Callbacks callbacks{echo(), [](const Fault&, const message::Raw&) { return message::Reply{}; }, {}};
  const auto refused = [&](const std::string& word) {
    return [word](const std::runtime_error& e) { return std::string(e.what()).find(word) != std::string::npos; };
  };
  settings.plain->host = "0.0.0.0";
  BOOST_CHECK_EXCEPTION(Server(settings, callbacks, clock, random, log, metrics), std::runtime_error, refused("loopback"));
  settings.plain.reset();
  BOOST_CHECK_EXCEPTION(Server(settings, callbacks, clock, random, log, metrics), std::runtime_error, refused("no address"));
  settings.plain = ListenAddress{};
  const Server first(settings, callbacks, clock, random, log, metrics);
  settings.plain->port = first.port();
  BOOST_CHECK_EXCEPTION(Server(settings, callbacks, clock, random, log, metrics), std::runtime_error, refused("in use"));
}

BOOST_AUTO_TEST_CASE(probes_tell_whether_it_lives_and_is_ready) {
  start(echo());
  Client client(server->port());
  const auto get = [&](const std::string& path) { return client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").reply(); };
  BOOST_TEST(body_of(get("/healthz")) == "{\"status\":\"alive\"}\n");
  parts = {{"registry", true, ""}};
  BOOST_TEST(status_of(get("/readyz")) == 200);
  parts.push_back({"trail", false, "disk full"});
  const auto reply = get("/readyz");
  BOOST_TEST(status_of(reply) == 503);
  BOOST_TEST(body_of(reply).find(R"({"name":"trail","ready":false,"detail":"disk full"})") != std::string::npos);
  const auto figures = body_of(get("/metrics"));
  for (const auto* name : {"process_resident_memory_bytes ", "sluis_http_connections 1", "sluis_http_workers_busy 0",
                           "sluis_http_queue_length 0"}) {
    BOOST_TEST(figures.find(name) != std::string::npos, name);
  }
  BOOST_TEST(body_of(client.send(post("/healthz", "")).reply()) == "SLU-1004");
}

BOOST_AUTO_TEST_SUITE_END()
