#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/fault.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/core/random.hpp"
#include "gateway/message/raw.hpp"
#include "gateway/message/reply.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/transport/probes.hpp"

namespace sluis::transport {

// An address to listen on. Port 0 takes a free one.
struct ListenAddress {
  std::string host = "127.0.0.1";  // an IP address, or a name that resolves to one
  std::uint16_t port = 0;
};

// What a TLS listener shows and trusts. TLS 1.2 and 1.3, forward-secret suites only.
struct TlsListen {
  ListenAddress address;
  native::Credential credential;                  // our certificate, its key and the chain sent along
  std::vector<native::Certificate> client_roots;  // empty: no client certificate is asked for
};

using SteadyTime = std::function<std::chrono::steady_clock::time_point()>;

struct ServerSettings {
  std::optional<ListenAddress> plain;  // loopback only
  std::optional<TlsListen> tls;
  std::optional<TlsListen> operators;  // probes only, and only with a client certificate; client_roots must not be empty
  std::size_t workers = 0;             // 0: as many as cores, at least 2
  std::size_t queue = 64;              // complete requests that may wait for a worker; beyond it 503
  std::chrono::microseconds longest_wait{0};  // expected wait for a worker beyond which 503; 0: learned (admission.hpp)
  std::size_t memory_bytes = 256 * 1024 * 1024;  // of all requests received and all replies not yet sent; beyond it 503
  std::size_t connections = 1024;      // beyond it 503 and close
  std::size_t header_bytes = 16 * 1024;
  std::size_t header_count = 100;
  std::size_t body_bytes = 10 * 1024 * 1024;
  std::size_t requests_per_connection = 10'000;
  std::chrono::milliseconds receive_time{30'000};  // from the first byte of a request to its last; also a TLS handshake
  std::chrono::milliseconds send_time{30'000};     // for a client that doesn't read its reply
  std::chrono::milliseconds idle_time{60'000};     // a kept-alive connection without a request
  std::chrono::milliseconds linger_time{1'000};    // how long a refused client may go on sending before we close
  std::string tenant;                              // stands on every figure of /metrics when it isn't empty
  SteadyTime steady_time = [] { return std::chrono::steady_clock::now(); };
};

// Runs on a worker. What it throws becomes FaultId::Internal.
using Handler = std::function<message::Reply(message::Raw)>;
// The one function that turns faults into replies. Called on workers and on the poll thread: must neither block nor throw.
// The Raw may be partial (refused framing): path and headers as far as they were understood.
using FaultReply = std::function<message::Reply(const Fault& fault, const message::Raw& raw)>;

struct Callbacks {
  Handler handle;
  FaultReply fault_reply;
  ReadinessCheck readiness;
  TrustList trust = {};  // none when empty
};

// The server side of HTTP/1.1. One thread polls: it accepts, parks idle and still-receiving connections, and hands complete
// requests to the workers, so that a slow client never holds one. Replies carry X-Correlation-Id.
class Server final {
 public:
  // Throws std::runtime_error with one clear line: no address given, plain address not loopback, address in use, key refused.
  Server(ServerSettings settings, Callbacks callbacks, const core::Clock& clock, core::Random& random, core::Log& log,
         core::Metrics& metrics);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();                    // listens since construction; from here on it answers
  std::uint16_t port() const;      // of the plain listener, 0 when there is none
  std::uint16_t tls_port() const;  // of the TLS listener, 0 when there is none
  std::uint16_t operators_port() const;  // of the operators' listener, 0 when there is none
  // Other keys and roots for the listeners: whoever comes in after what is returned was run meets them; whoever is in already is asked to
  // come again with the reply to his next request. Addresses are not changed. Throws std::runtime_error when they can't be used.
  std::function<void()> prepare(const std::optional<TlsListen>& tls, const std::optional<TlsListen>& operators);
  // Goes on as before, but closes every connection after its next reply: clients look for another node.
  void drain();
  // Accepts nothing more, finishes every request that was received completely, closes all connections, then returns.
  void stop();

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sluis::transport
