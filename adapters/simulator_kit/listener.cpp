#include "adapters/simulator_kit/listener.hpp"

#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/StreamSocket.h>

namespace sluis::sandbox {
namespace {

using Poco::Net::ServerSocket;
using Poco::Net::SocketAddress;
using Poco::Net::SocketImpl;

constexpr int kBacklog = 128;

class ListenerSocket final : public Poco::Net::ServerSocketImpl {
 public:
  explicit ListenerSocket(ListenerSettings settings) : settings_(std::move(settings)) {}

  // The handshake comes later, on the connection's own thread.
  SocketImpl* acceptConnection(SocketAddress& from) override {
    const Poco::Net::StreamSocket plain(ServerSocketImpl::acceptConnection(from));
    const bool wrong = settings_.wrong && settings_.ask();
    auto secure = Poco::Net::SecureStreamSocket::attach(plain, wrong ? settings_.wrong : settings_.context);
    secure.impl()->duplicate();  // for the caller, who owns what he gets
    return secure.impl();
  }

 private:
  ListenerSettings settings_;
};

struct Opened final : ServerSocket {
  explicit Opened(SocketImpl* socket) : ServerSocket(socket, true) {}
};

}  // namespace

ServerSocket listening_socket(const ListenerSettings& settings) {
  const SocketAddress address(settings.address, settings.port);
  if (!settings.context) return ServerSocket(address, kBacklog);
  ServerSocket socket = Opened(new ListenerSocket(settings));
  socket.bind(address, true);
  socket.listen(kBacklog);
  return socket;
}

ServerSocket holding_socket(const std::string& address, std::uint16_t port) {
  ServerSocket socket;
  socket.bind(SocketAddress(address, port), true);
  return socket;
}

Poco::Net::Context::Ptr tls_context(const std::string& certificate, const std::string& key) {
  Poco::Net::Context::Ptr context = new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, key, certificate, "",
                                                           Poco::Net::Context::VERIFY_NONE, 9, false);
  context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
  return context;
}

}  // namespace sluis::sandbox
