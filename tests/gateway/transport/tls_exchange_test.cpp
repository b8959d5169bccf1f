#include <atomic>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/gateway/transport/support_server.hpp"
#include "tests/gateway/transport/support_tls.hpp"

using namespace sluis;
using namespace sluis::transport;
using namespace sluis::transport::test;

namespace {

class ExchangeFixture : public Fixture {
 public:
  ExchangeFixture() : first("first root"), second("second root") {
    settings.plain.reset();
    settings.tls = of(first);
  }
  TlsListen of(const Pki& pki) const { return {{}, pki.server({"localhost"}, {"127.0.0.1"}), {pki.root()}}; }
  Pki first;
  Pki second;
};

Handler who() {
  return [](message::Raw raw) {
    return message::Reply{200, "text/plain", raw.client_certificate ? raw.client_certificate->common_name() : "nobody", {}};
  };
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(transport_tls_exchange, ExchangeFixture)

BOOST_AUTO_TEST_CASE(who_is_in_finishes_and_who_comes_next_meets_the_new_keys) {
  start(who());
  TlsClient early(server->tls_port(), first.client("early"));
  BOOST_TEST(body_of(early.send(post("/", "")).reply()) == "early");
  server->prepare(of(second), std::nullopt)();
  const auto last = early.send(post("/", "")).reply();
  BOOST_TEST(body_of(last) == "early");
  BOOST_TEST(header_of(last, "Connection") == "close");  // it was agreed with keys that are gone
  TlsClient late(server->tls_port(), second.client("late"));
  const auto reply = late.send(post("/", "")).reply();
  BOOST_TEST(body_of(reply) == "late");
  BOOST_TEST(header_of(reply, "Connection") != "close");
  // A certificate of the roots that were taken away no longer gets in.
  const auto shown = [&] {
    try {
      TlsClient strange(server->tls_port(), first.client("early"));
      return strange.send(post("/", "")).reply();
    } catch (const std::exception&) {
      return std::string();
    }
  }();
  BOOST_TEST(shown == "");
}

BOOST_AUTO_TEST_CASE(keys_that_cannot_be_used_change_nothing) {
  start(who());
  auto wrong = of(second);
  wrong.credential.key = first.server({"localhost"}, {}).key;
  BOOST_CHECK_THROW(server->prepare(wrong, std::nullopt), std::runtime_error);
  TlsClient client(server->tls_port(), first.client("as before"));
  BOOST_TEST(body_of(client.send(post("/", "")).reply()) == "as before");
}

// The short form of tests/keys: counted, not timed. Clients that keep their connection come again when they are asked to.
BOOST_AUTO_TEST_CASE(no_call_fails_while_keys_are_exchanged) {
  constexpr int kClients = 4;
  constexpr int kCalls = 40;
  start(echo());
  const TlsListen sets[]{of(first), of(second)};
  std::atomic<int> good{0};
  std::atomic<int> left{kClients};
  std::vector<std::thread> clients;
  for (int n = 0; n < kClients; ++n) {
    clients.emplace_back([&] {
      std::unique_ptr<TlsClient> client;
      for (int i = 0; i < kCalls; ++i) {
        if (!client) client = std::make_unique<TlsClient>(server->tls_port());
        const auto reply = client->send(post("/", std::to_string(i))).reply();
        if (body_of(reply) == std::to_string(i)) ++good;
        if (reply.empty() || header_of(reply, "Connection") == "close") client.reset();
      }
      --left;
    });
  }
  int exchanges = 0;
  while (left > 0) server->prepare(sets[++exchanges % 2], std::nullopt)();
  for (auto& client : clients) client.join();
  BOOST_TEST(good == kClients * kCalls);
  BOOST_TEST(exchanges > 0);
}

BOOST_AUTO_TEST_CASE(operators_come_in_by_a_door_of_their_own_and_with_a_certificate) {
  settings.operators = of(second);
  start(echo());
  TlsClient operators(server->operators_port(), second.client("operator"));
  BOOST_TEST(body_of(operators.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").reply()).find("sluis_http_connections") != std::string::npos);
  BOOST_TEST(operators.send(post("/Consent/v1", "an order")).reply().find("an order") == std::string::npos);
  TlsClient caller(server->tls_port(), first.client("caller"));
  BOOST_TEST(caller.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").reply().find("sluis_http_connections") == std::string::npos);
  BOOST_TEST(caller.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").reply().find("alive") != std::string::npos);
  const auto without = [&](const std::optional<native::Credential>& shown) {
    try {
      TlsClient stranger(server->operators_port(), shown);
      return stranger.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").reply();
    } catch (const std::exception&) {
      return std::string();
    }
  };
  BOOST_TEST(without(std::nullopt) == "");
  BOOST_TEST(without(first.client("caller")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
