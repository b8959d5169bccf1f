#pragma once

#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/core/random.hpp"
#include "gateway/transport/server.hpp"

namespace sluis::transport::test {

// What a test waits for: opened once, by anyone.
class Latch final {
 public:
  void open();
  void wait();
  bool is_open();

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool open_ = false;
};

// A steady time that only the test moves. A server may outlive it.
class Pace final {
 public:
  SteadyTime source() const {
    return [at = at_] { return std::chrono::steady_clock::time_point(std::chrono::milliseconds(at->load())); };
  }
  void advance(std::chrono::milliseconds by) { *at_ += by.count(); }

 private:
  std::shared_ptr<std::atomic<std::int64_t>> at_ = std::make_shared<std::atomic<std::int64_t>>(1'000'000);
};

// A client that speaks bytes. Every read gives up after 20 s, so that a failing test ends.
class Client final {
 public:
  explicit Client(std::uint16_t port);
  Client& send(std::string_view bytes);
  void end_sending() { socket_.shutdownSend(); }
  // One reply: head and as many bytes as its Content-Length says ("" when the server closed). `head_only`: a reply to HEAD.
  std::string reply(bool head_only = false);
  bool closed();  // the server ended the connection, and nothing came before that

 private:
  Poco::Net::StreamSocket socket_;
  std::string rest_;
};

int status_of(const std::string& reply);
std::string body_of(const std::string& reply);
std::string header_of(const std::string& reply, const std::string& name);

// A server with everything around it. `handle` answers what is not framing or probe.
class Fixture {
 public:
  Fixture();
  Server& start(Handler handle);

  core::ManualClock clock{core::SystemClock{}.now()};
  core::SystemRandom random;
  core::Metrics metrics;
  core::Log log;
  ServerSettings settings;
  std::vector<ReadyPart> parts;
  std::unique_ptr<Server> server;
};

Handler echo();  // the body, as text/plain
std::string post(std::string_view path, std::string_view body, std::string_view extra = {});

}  // namespace sluis::transport::test
