#include "gateway/transport/door.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>

#include <stdexcept>
#include <utility>

#include "gateway/transport/tls_context.hpp"

namespace sluis::transport {
namespace {

constexpr int kBacklog = 512;

std::string to_text(const ListenAddress& address) { return address.host + ":" + std::to_string(address.port); }

Poco::Net::SocketAddress resolve(const ListenAddress& address) {
  try {
    return {address.host, address.port};
  } catch (const Poco::Exception& e) {
    throw std::runtime_error("can't listen on " + to_text(address) + ": " + e.displayText());
  }
}

}  // namespace

Door::Door(const ListenAddress& address, Poco::Net::Context::Ptr context) : context_(std::move(context)) {
  const auto resolved = resolve(address);
  try {
    constexpr bool kReuseAddress = true;
    constexpr bool kReusePort = false;  // else a second daemon would silently take half of the clients
    socket_.bind(resolved, kReuseAddress, kReusePort);
    socket_.listen(kBacklog);
    socket_.setBlocking(false);
  } catch (const Poco::Exception& e) {
    throw std::runtime_error("can't listen on " + to_text(address) + ": " + e.displayText());
  }
}

Door Door::plain(const ListenAddress& address) {
  if (!resolve(address).host().isLoopback()) {
    throw std::runtime_error("plain HTTP on " + to_text(address) +
                             " is refused: only a loopback address (127.0.0.1, ::1) may be plain; use the TLS listener");
  }
  return {address, {}};
}

Door Door::tls(const TlsListen& listen) {
  return {listen.address, server_context(listen.credential, listen.client_roots)};
}

std::optional<Door::Visitor> Door::accept() {
  if (!socket_.poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ)) return std::nullopt;
  Poco::Net::SocketAddress from;
  Poco::Net::StreamSocket socket = socket_.acceptConnection(from);
  socket.setNoDelay(true);
  auto peer = from.host().toString();
  if (context_) return Visitor{Stream(std::move(socket), context_), std::move(peer)};
  return Visitor{Stream(std::move(socket)), std::move(peer)};
}

}  // namespace sluis::transport
