#include "tests/gateway/transport/support_server.hpp"

#include <Poco/Exception.h>

#include <boost/test/unit_test.hpp>

namespace sluis::transport::test {

void Latch::open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  wake_.notify_all();
}

void Latch::wait() {
  std::unique_lock lock(mutex_);
  if (!wake_.wait_for(lock, std::chrono::seconds(20), [&] { return open_; })) throw std::runtime_error("latch stays closed");
}

bool Latch::is_open() {
  const std::lock_guard lock(mutex_);
  return open_;
}

Client::Client(std::uint16_t port) {
  socket_.connect(Poco::Net::SocketAddress("127.0.0.1", port));
  socket_.setReceiveTimeout(Poco::Timespan(20, 0));
  socket_.setNoDelay(true);
}

Client& Client::send(std::string_view bytes) {
  while (!bytes.empty()) bytes.remove_prefix(static_cast<std::size_t>(socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()))));
  return *this;
}

std::string Client::reply(bool head_only) {
  char buffer[65536];
  std::size_t wanted = std::string::npos;
  while (true) {
    const auto end = rest_.find("\r\n\r\n");
    if (end != std::string::npos && wanted == std::string::npos) {
      const auto length = header_of(rest_.substr(0, end + 2), "Content-Length");
      wanted = end + 4 + (length.empty() || head_only ? 0 : std::stoul(length));
    }
    if (wanted != std::string::npos && rest_.size() >= wanted) {
      auto reply = rest_.substr(0, wanted);
      rest_.erase(0, wanted);
      return reply;
    }
    const int got = socket_.receiveBytes(buffer, sizeof buffer);
    if (got <= 0) return {};
    rest_.append(buffer, static_cast<std::size_t>(got));
  }
}

bool Client::closed() {
  char byte = 0;
  try {
    return rest_.empty() && socket_.receiveBytes(&byte, 1) == 0;
  } catch (const Poco::TimeoutException&) {
    return false;
  } catch (const Poco::Exception&) {
    return true;  // reset
  }
}

int status_of(const std::string& reply) { return reply.size() < 12 ? 0 : std::stoi(reply.substr(9, 3)); }

std::string body_of(const std::string& reply) {
  const auto end = reply.find("\r\n\r\n");
  return end == std::string::npos ? "" : reply.substr(end + 4);
}

std::string header_of(const std::string& reply, const std::string& name) {
  const auto at = reply.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  const auto start = at + name.size() + 4;
  return reply.substr(start, reply.find("\r\n", start) - start);
}

Fixture::Fixture() : log(clock, [](std::string_view) {}) { settings.plain = ListenAddress{}; }

Server& Fixture::start(Handler handle) {
  Callbacks callbacks;
  callbacks.handle = std::move(handle);
  callbacks.fault_reply = [](const Fault& fault, const message::Raw&) {
    return message::Reply{fault.entry().http_status, "text/plain", fault.number(), {}};
  };
  callbacks.readiness = [this] { return parts; };
  server = std::make_unique<Server>(settings, std::move(callbacks), clock, random, log, metrics);
  server->start();
  return *server;
}

Handler echo() {
  return [](message::Raw raw) { return message::Reply{200, "text/plain", raw.body, {}}; };
}

std::string post(std::string_view path, std::string_view body, std::string_view extra) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: here\r\n" + std::string(extra) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace sluis::transport::test
