#include "gateway/transport/stream.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/Utility.h>
#include <Poco/Net/X509Certificate.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <sstream>
#include <utility>

namespace sluis::transport {
namespace {

using Poco::Net::SecureStreamSocket;

int bounded(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

Io wanted(int tls_code) { return tls_code == SecureStreamSocket::ERR_SSL_WANT_WRITE ? Io::WantWrite : Io::WantRead; }

}  // namespace

Stream::Stream(Poco::Net::StreamSocket socket) : socket_(std::move(socket)) { socket_.setBlocking(false); }

Stream::Stream(Poco::Net::StreamSocket socket, Poco::Net::Context::Ptr context, const std::string& host)
    : socket_(std::move(socket)), shaken_(false), client_(!context->isForServerUse()) {
  socket_.setBlocking(false);
  tls_ = std::make_unique<SecureStreamSocket>(SecureStreamSocket::attach(socket_, host, std::move(context)));
}

Stream::~Stream() = default;
Stream::Stream(Stream&&) noexcept = default;

// Errors that other users of OpenSSL left behind on this thread would be taken for ours: the queue is emptied first.
template <class Step>
Io Stream::guarded(Step step) {
  try {
    if (tls_) Poco::Net::Utility::clearErrorStack();
    return step();
  } catch (const Poco::Exception& e) {
    if (!tls_ && (e.code() == EAGAIN || e.code() == EWOULDBLOCK)) return Io::WantWrite;
    error_ = e.displayText();
  } catch (const std::exception& e) {
    error_ = e.what();
  }
  return Io::Closed;
}

Io Stream::handshake() {
  if (shaken_) return Io::Done;
  return guarded([&] {
    const int code = tls_->completeHandshake();
    if (code == 0) return Io::Closed;
    if (code < 0) return wanted(code);
    if (client_) tls_->verifyPeerCertificate();
    shaken_ = true;
    return Io::Done;
  });
}

Stream::Moved Stream::receive(char* buffer, std::size_t size) {
  Moved moved;
  moved.state = guarded([&] {
    const int got = tls_ ? tls_->receiveBytes(buffer, bounded(size)) : socket_.receiveBytes(buffer, bounded(size));
    if (got == 0) return Io::Closed;
    if (got < 0) return tls_ ? wanted(got) : Io::WantRead;
    moved.bytes = static_cast<std::size_t>(got);
    return Io::Done;
  });
  return moved;
}

Stream::Moved Stream::send(std::string_view bytes) {
  Moved moved;
  moved.state = guarded([&] {
    const int sent = tls_ ? tls_->sendBytes(bytes.data(), bounded(bytes.size()))
                          : socket_.sendBytes(bytes.data(), bounded(bytes.size()));
    if (sent == 0) return Io::Closed;
    if (sent < 0) return tls_ ? wanted(sent) : Io::WantWrite;
    moved.bytes = static_cast<std::size_t>(sent);
    return Io::Done;
  });
  return moved;
}

bool Stream::holds_more() const { return tls_ && shaken_ && tls_->available() > 0; }

void Stream::finish() {
  const std::string before = error_;
  static_cast<void>(guarded([&] {
    if (tls_) tls_->shutdown();
    socket_.shutdownSend();
    return Io::Done;
  }));
  error_ = before;  // that the peer was gone already is no news
}

void Stream::close() {
  const std::string before = error_;
  static_cast<void>(guarded([&] {
    if (tls_) tls_->close();
    return Io::Done;
  }));
  static_cast<void>(guarded([&] {  // also when the TLS good-bye failed
    socket_.close();
    return Io::Done;
  }));
  error_ = before;
}

std::optional<native::Certificate> Stream::peer_certificate() const {
  if (!tls_) return std::nullopt;
  try {
    if (!tls_->havePeerCertificate()) return std::nullopt;
    std::ostringstream pem;
    tls_->peerCertificate().save(pem);
    auto certificate = native::Certificate::from_pem(pem.str());
    if (certificate) return std::move(*certificate);
  } catch (const Poco::Exception&) {
    return std::nullopt;  // no certificate that can be read is no certificate
  }
  return std::nullopt;
}

}  // namespace sluis::transport
