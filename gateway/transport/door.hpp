#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/ServerSocket.h>

#include <optional>
#include <string>

#include "gateway/transport/server.hpp"
#include "gateway/transport/stream.hpp"

namespace sluis::transport {

// One address on which clients come in, plain or TLS.
class Door final {
 public:
  // Throws std::runtime_error: not an address of ours, in use, or plain and not loopback.
  static Door plain(const ListenAddress& address);
  static Door tls(const TlsListen& listen);

  struct Visitor {
    Stream stream;
    std::string peer;
  };
  // The next waiting client; nullopt when there is none. Throws Poco::Exception when the process is out of descriptors.
  std::optional<Visitor> accept();

  const Poco::Net::ServerSocket& socket() const { return socket_; }
  bool secure() const { return !context_.isNull(); }
  std::uint16_t port() const { return socket_.address().port(); }
  void close() { socket_.close(); }

 private:
  Door(const ListenAddress& address, Poco::Net::Context::Ptr context);

  Poco::Net::ServerSocket socket_;
  Poco::Net::Context::Ptr context_;
};

}  // namespace sluis::transport
