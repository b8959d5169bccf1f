#include <Poco/Exception.h>

#include <boost/test/unit_test.hpp>

#include "tests/gateway/transport/support_server.hpp"
#include "tests/gateway/transport/support_tls.hpp"

using namespace sluis;
using namespace sluis::transport;
using namespace sluis::transport::test;
using Poco::Net::Context;

namespace {

class TlsFixture : public Fixture {
 public:
  TlsFixture() : pki("root of the test") {
    settings.plain.reset();
    settings.tls = TlsListen{{}, pki.server({"localhost"}, {"127.0.0.1"}), {}};
  }
  void ask_for_certificates() { settings.tls->client_roots = {pki.root()}; }
  Pki pki;
};

Handler who() {
  return [](message::Raw raw) {
    const auto name = raw.client_certificate ? raw.client_certificate->common_name() : std::string("nobody");
    return message::Reply{200, "text/plain", name, {}};
  };
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(transport_tls, TlsFixture)

BOOST_AUTO_TEST_CASE(plain_and_tls_run_at_once) {
  settings.plain = ListenAddress{};
  start(echo());
  BOOST_TEST(server->port() != server->tls_port());
  TlsClient secure(server->tls_port());
  Client plain(server->port());
  BOOST_TEST(body_of(secure.send(post("/", "secret")).reply()) == "secret");
  BOOST_TEST(body_of(plain.send(post("/", "open")).reply()) == "open");
}

BOOST_AUTO_TEST_CASE(large_bodies_and_pipelines_pass_in_both_directions) {
  start(echo());
  TlsClient client(server->tls_port());
  std::string large(3'000'000, 'x');
  for (std::size_t i = 0; i < large.size(); i += 1000) large[i] = static_cast<char>('a' + i / 1000 % 26);
  BOOST_CHECK(body_of(client.send(post("/", large)).reply()) == large);
  std::string all;
  for (int i = 0; i < 100; ++i) all += post("/", std::to_string(i));
  client.send(all);
  for (int i = 0; i < 100; ++i) BOOST_TEST(body_of(client.reply()) == std::to_string(i));
}

BOOST_AUTO_TEST_CASE(a_client_certificate_is_optional_and_reaches_the_handler) {
  ask_for_certificates();
  start(who());
  for (const auto newest : {Context::PROTO_TLSV1_2, Context::PROTO_TLSV1_3}) {
    TlsClient known(server->tls_port(), pki.client("hospital"), newest);
    BOOST_TEST(body_of(known.send(post("/", "")).reply()) == "hospital");
    BOOST_TEST(body_of(known.send(post("/", "")).reply()) == "hospital");
    TlsClient unknown(server->tls_port(), {}, newest);
    BOOST_TEST(body_of(unknown.send(post("/", "")).reply()) == "nobody");
  }
}

BOOST_AUTO_TEST_CASE(a_connection_may_outlive_its_certificate_but_not_speak_for_it) {
  ask_for_certificates();
  start(who());
  TlsClient client(server->tls_port(), pki.client("hospital"));
  BOOST_TEST(body_of(client.send(post("/", "")).reply()) == "hospital");
  clock.advance(std::chrono::hours(48));
  BOOST_TEST(body_of(client.send(post("/", "")).reply()) == "nobody");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_another_authority_ends_the_connection) {
  ask_for_certificates();
  start(who());
  const Pki stranger("root of a stranger");
  const auto ask = [&] { return TlsClient(server->tls_port(), stranger.client("hospital")).send(post("/", "")).reply(); };
  std::string reply;
  try {
    reply = ask();
  } catch (const Poco::Exception&) {  // the alert may arrive while we write
  }
  BOOST_TEST(reply == "");
}

BOOST_AUTO_TEST_CASE(old_protocols_and_suites_without_forward_secrecy_are_refused) {
  start(echo());
  BOOST_CHECK_THROW(TlsClient(server->tls_port(), {}, Context::PROTO_TLSV1_1).send(post("/", "")).reply(), Poco::Exception);
  BOOST_CHECK_THROW(TlsClient(server->tls_port(), {}, Context::PROTO_TLSV1_2, "AES128-GCM-SHA256").send(post("/", "")).reply(),
                    Poco::Exception);
  BOOST_CHECK_THROW(TlsClient(server->tls_port(), {}, Context::PROTO_TLSV1_2, "ECDHE-ECDSA-AES128-SHA").send(post("/", "")).reply(),
                    Poco::Exception);
  BOOST_TEST(body_of(TlsClient(server->tls_port(), {}, Context::PROTO_TLSV1_2).send(post("/", "x")).reply()) == "x");
}

BOOST_AUTO_TEST_CASE(a_handshake_that_does_not_come_holds_nothing_and_is_cut_off) {
  Pace pace;
  settings.steady_time = pace.source();
  settings.workers = 1;
  start(echo());
  Client silent(server->tls_port());
  Client nonsense(server->tls_port());
  nonsense.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  TlsClient good(server->tls_port());
  BOOST_TEST(body_of(good.send(post("/", "good")).reply()) == "good");
  pace.advance(std::chrono::seconds(40));
  BOOST_TEST(silent.closed());
  BOOST_TEST(body_of(good.send(post("/", "good")).reply()) == "good");
}

BOOST_AUTO_TEST_CASE(framing_faults_and_limits_hold_inside_tls) {
  settings.connections = 1;
  start(echo());
  TlsClient first(server->tls_port());
  BOOST_TEST(body_of(first.send(post("/", "1")).reply()) == "1");
  TlsClient second(server->tls_port());
  BOOST_TEST(status_of(second.send(post("/", "2")).reply()) == 503);
  BOOST_TEST(body_of(first.send("GET /\n").reply()) == "SLU-1002");
}

BOOST_AUTO_TEST_SUITE_END()
