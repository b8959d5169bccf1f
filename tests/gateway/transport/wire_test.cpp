#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <boost/test/unit_test.hpp>
#include <functional>
#include <thread>

#include "gateway/transport/wire.hpp"
#include "tests/gateway/transport/support_server.hpp"
#include "tests/gateway/transport/support_tls.hpp"

using namespace sluis;
using namespace sluis::transport;
using namespace sluis::transport::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kFine = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 2\r\n\r\nok";

// A peer that does what the test says, one connection after the other.
class ScriptedPeer final {
 public:
  using Act = std::function<void(Poco::Net::StreamSocket&)>;

  explicit ScriptedPeer(std::vector<Act> acts) : socket_(Poco::Net::SocketAddress("127.0.0.1", 0)) {
    thread_ = std::thread([this, acts = std::move(acts)] {
      for (const auto& act : acts) {
        auto connection = socket_.acceptConnection();
        connection.setReceiveTimeout(Poco::Timespan(20, 0));
        act(connection);
      }
    });
  }
  ~ScriptedPeer() { thread_.join(); }
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;
  std::string url() const { return "http://127.0.0.1:" + std::to_string(socket_.address().port()) + "/in?x=1"; }

 private:
  Poco::Net::ServerSocket socket_;
  std::thread thread_;
};

void say(Poco::Net::StreamSocket& socket, std::string_view text) {
  socket.sendBytes(text.data(), static_cast<int>(text.size()), MSG_NOSIGNAL);
}

// Up to and with this end; what came until then when the client closes first.
std::string hear(Poco::Net::StreamSocket& socket, std::string_view end) {
  std::string heard;
  char byte = 0;
  while (heard.size() < end.size() || heard.compare(heard.size() - end.size(), end.size(), end) != 0) {
    if (socket.receiveBytes(&byte, 1) <= 0) break;
    heard += byte;
  }
  return heard;
}

ScriptedPeer::Act answer(std::string_view text, int times = 1) {
  return [text, times](Poco::Net::StreamSocket& socket) {
    for (int i = 0; i < times; ++i) {
      hear(socket, "question");
      say(socket, text);
    }
  };
}

class WireFixture : public Fixture {
 public:
  spi::WireRequest request(const std::string& url, std::chrono::milliseconds time = 20s) const {
    return {url, "text/xml", {{"SOAPAction", "\"a\""}}, "question", std::chrono::steady_clock::now() + time, "", "hub:1"};
  }
  // The fault of a call that may take this long.
  Fault fault_of(const std::string& url, std::chrono::milliseconds time = 20s) {
    const auto reply = wire.post(request(url, time));
    BOOST_REQUIRE(!reply);
    BOOST_TEST(reply.error().network() == "hub:1");
    return reply.error();
  }
  std::int64_t connects() { return metrics.counter("sluis_wire_connects_total", "").value(); }

  HttpWire wire{WireSettings{}, metrics};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(transport_wire, WireFixture)

BOOST_AUTO_TEST_CASE(the_request_is_what_was_asked_for) {
  std::string heard;
  {
    const ScriptedPeer peer({[&](Poco::Net::StreamSocket& socket) {
      heard = hear(socket, "question");
      say(socket, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 No\r\nContent-Type: text/xml\r\nContent-Length: 5\r\n\r\nfault");
    }});
    const auto reply = wire.post(request(peer.url()));
    BOOST_REQUIRE(reply);
    BOOST_TEST(reply->status == 500);
    BOOST_TEST(reply->content_type == "text/xml");
    BOOST_TEST(reply->body == "fault");
  }
  BOOST_TEST(heard.find("POST /in?x=1 HTTP/1.1\r\n") == 0u);
  BOOST_TEST(heard.find("\r\nSOAPAction: \"a\"\r\n") != std::string::npos);
  BOOST_TEST(heard.find("\r\nContent-Length: 8\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_connection_is_kept_and_used_again) {
  const ScriptedPeer peer({answer(kFine, 3)});
  for (int i = 0; i < 3; ++i) BOOST_TEST(wire.post(request(peer.url())).has_value());
  BOOST_TEST(connects() == 1);
}

BOOST_AUTO_TEST_CASE(a_kept_connection_that_ended_is_replaced) {
  Latch closed;
  const ScriptedPeer peer({[&](Poco::Net::StreamSocket& socket) {
                             answer(kFine)(socket);
                             socket.close();
                             closed.open();
                           },
                           answer(kFine)});
  BOOST_TEST(wire.post(request(peer.url())).has_value());
  closed.wait();
  BOOST_TEST(wire.post(request(peer.url())).has_value());
  BOOST_TEST(connects() == 2);
}

BOOST_AUTO_TEST_CASE(a_kept_connection_that_dies_under_the_question_is_tried_once_more) {
  const ScriptedPeer peer({[&](Poco::Net::StreamSocket& socket) {
                             answer(kFine)(socket);
                             hear(socket, "question");  // and is gone without a word
                           },
                           answer(kFine)});
  BOOST_TEST(wire.post(request(peer.url())).has_value());
  BOOST_TEST(wire.post(request(peer.url())).has_value());
  BOOST_TEST(connects() == 2);
}

BOOST_AUTO_TEST_CASE(a_question_that_was_half_answered_is_not_asked_again) {
  const ScriptedPeer peer({[&](Poco::Net::StreamSocket& socket) {
    answer(kFine)(socket);
    hear(socket, "question");
    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
  }});
  BOOST_TEST(wire.post(request(peer.url())).has_value());
  BOOST_CHECK(fault_of(peer.url()).id() == FaultId::NetworkAnswerRefused);
  BOOST_TEST(connects() == 1);
}

BOOST_AUTO_TEST_CASE(a_fresh_connection_that_ends_without_an_answer_is_a_fault) {
  const ScriptedPeer peer({[](Poco::Net::StreamSocket& socket) { hear(socket, "question"); }});
  BOOST_CHECK(fault_of(peer.url()).id() == FaultId::NetworkUnreachable);
}

BOOST_AUTO_TEST_CASE(a_silent_and_a_dripping_peer_time_out) {
  Latch over;
  {
    const ScriptedPeer silent({[&](Poco::Net::StreamSocket& socket) { hear(socket, "never"); }});
    BOOST_CHECK(fault_of(silent.url(), 100ms).id() == FaultId::NetworkTimedOut);
  }
  const ScriptedPeer dripping({[&](Poco::Net::StreamSocket& socket) {
    hear(socket, "question");
    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
    try {
      while (!over.is_open()) say(socket, "x");
    } catch (const std::exception&) {  // the client hung up
    }
  }});
  HttpWire patient(WireSettings{"", 200'000'000, 1, 1s}, metrics);
  const auto start = std::chrono::steady_clock::now();
  const auto reply = patient.post(request(dripping.url(), 200ms));
  over.open();
  BOOST_REQUIRE(!reply);
  BOOST_CHECK(reply.error().id() == FaultId::NetworkTimedOut);
  BOOST_CHECK(std::chrono::steady_clock::now() - start < 10s);  // generous: the peer would have dripped for ever
}

BOOST_AUTO_TEST_CASE(what_can_not_be_reached_is_told) {
  std::uint16_t unused = 0;
  {
    const Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
    unused = socket.address().port();
  }
  BOOST_CHECK(fault_of("http://127.0.0.1:" + std::to_string(unused) + "/").id() == FaultId::NetworkUnreachable);
  BOOST_CHECK(fault_of("http://no-such-host.invalid/").id() != FaultId::NetworkAnswerRefused);
  BOOST_CHECK(fault_of("ftp://127.0.0.1/").id() == FaultId::SettingsRefused);
  BOOST_CHECK(fault_of("http://user@127.0.0.1/").id() == FaultId::SettingsRefused);
  BOOST_CHECK(fault_of("https://127.0.0.1:1/").id() == FaultId::SettingsRefused);
}

BOOST_AUTO_TEST_CASE(broken_and_too_large_answers_are_refused) {
  for (const std::string_view text :
       {"nonsense\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab", "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 101 Go\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10485761\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab", "HTTP/1.1 200 OK\r\nContent-Len"}) {
    const ScriptedPeer peer({answer(text)});
    BOOST_TEST_CONTEXT(text) BOOST_CHECK(fault_of(peer.url()).id() == FaultId::NetworkAnswerRefused);
  }
}

BOOST_AUTO_TEST_CASE(answers_may_be_chunked_or_end_with_the_connection) {
  const ScriptedPeer peer({answer("HTTP/1.1 302 Go\r\nLocation: http://elsewhere/\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
                           answer("HTTP/1.0 200 OK\r\n\r\nuntil the end")});
  const auto redirect = wire.post(request(peer.url()));
  BOOST_REQUIRE(redirect);
  BOOST_TEST(redirect->status == 302);
  BOOST_TEST(redirect->body == "ok");
  const auto open = wire.post(request(peer.url()));
  BOOST_REQUIRE(open);
  BOOST_TEST(open->body == "until the end");
}

BOOST_AUTO_TEST_CASE(the_certificate_must_be_of_the_roots_and_of_the_host) {
  const Pki pki("root of the test");
  const Pki stranger("root of a stranger");
  const auto serve = [&](native::Credential credential) {
    settings.plain.reset();
    settings.tls = TlsListen{{}, std::move(credential), {}};
    return std::to_string(start(echo()).tls_port());
  };
  const auto call = [&](const std::string& url, const Pki& roots) {
    auto asked = request(url);
    asked.trusted_roots = roots.roots_file();
    return wire.post(asked);
  };
  auto port = serve(pki.server({"localhost"}, {"127.0.0.1"}));
  for (int i = 0; i < 3; ++i) {
    const auto reply = call("https://127.0.0.1:" + port + "/", pki);
    BOOST_REQUIRE(reply);
    BOOST_TEST(reply->body == "question");
  }
  BOOST_TEST(connects() == 1);
  BOOST_TEST(call("https://localhost:" + port + "/", pki).has_value());
  const auto foreign = call("https://127.0.0.1:" + port + "/", stranger);
  BOOST_REQUIRE(!foreign);
  BOOST_CHECK(foreign.error().id() == FaultId::NetworkAnswerRefused);
  BOOST_TEST(foreign.error().log_text().find("TLS") == 0u);

  port = serve(pki.server({"elsewhere.example"}, {"192.0.2.1"}));
  for (const std::string host : {"127.0.0.1", "localhost"}) {
    const auto wrong = call("https://" + host + ":" + port + "/", pki);
    BOOST_REQUIRE(!wrong);
    BOOST_CHECK(wrong.error().id() == FaultId::NetworkAnswerRefused);
  }
}

BOOST_AUTO_TEST_CASE(many_threads_share_one_wire) {
  start(echo());
  const auto url = "http://127.0.0.1:" + std::to_string(server->port()) + "/";
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) good += wire.post(request(url)).has_value() ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  BOOST_TEST(good == 200);
  BOOST_TEST(connects() <= 4);
}

BOOST_AUTO_TEST_SUITE_END()
