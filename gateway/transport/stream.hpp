#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocket.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/native/certificate.hpp"

namespace Poco::Net {
class SecureStreamSocket;
}

namespace sluis::transport {

// Why an input or output step ended.
enum class Io { Done, WantRead, WantWrite, Closed };

// A TCP connection, plain or TLS, that never blocks and never throws: an error closes it and leaves a reason.
// Not thread-safe: OpenSSL isn't either.
class Stream final {
 public:
  explicit Stream(Poco::Net::StreamSocket socket);  // plain
  // TLS. Server side when the context is for a server; else `host` is whose certificate must be shown.
  Stream(Poco::Net::StreamSocket socket, Poco::Net::Context::Ptr context, const std::string& host = {});
  ~Stream();
  Stream(Stream&&) noexcept;

  Io handshake();  // Done when nothing is left to shake
  struct Moved {
    Io state = Io::Done;     // Done: bytes moved; anything else: none did
    std::size_t bytes = 0;
  };
  Moved receive(char* buffer, std::size_t size);
  Moved send(std::string_view bytes);  // after WantRead or WantWrite: repeat with the very same bytes
  void finish();                       // we send nothing more
  void close();

  bool holds_more() const;             // bytes inside OpenSSL that no poll tells of
  bool secure() const { return tls_ != nullptr; }
  const Poco::Net::StreamSocket& socket() const { return socket_; }
  std::optional<native::Certificate> peer_certificate() const;
  const std::string& error() const { return error_; }  // why it closed, when that was not the peer's good-bye

 private:
  template <class Step>
  Io guarded(Step step);

  Poco::Net::StreamSocket socket_;
  std::unique_ptr<Poco::Net::SecureStreamSocket> tls_;
  bool shaken_ = true;
  bool client_ = false;
  std::string error_;
};

}  // namespace sluis::transport
