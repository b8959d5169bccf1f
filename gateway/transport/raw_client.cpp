#include "gateway/transport/raw_client.hpp"

#include <Poco/Crypto/EVPPKey.h>
#include <Poco/Crypto/X509Certificate.h>
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "gateway/transport/tls_context.hpp"

namespace sluis::transport {
namespace {

constexpr int kLeast = 64 * 1024;

Poco::Timespan span(std::chrono::milliseconds time) { return Poco::Timespan(time.count() * 1000); }

Poco::Net::Context::Ptr context_for(const RawTarget& target) {
  auto context = client_context(target.roots);
  if (target.credential) {
    std::istringstream certificate(target.credential->certificate.pem());
    context->useCertificate(Poco::Crypto::X509Certificate(certificate));
    std::istringstream key(target.credential->key.pem());
    context->usePrivateKey(Poco::Crypto::EVPPKey(nullptr, &key));
  }
  return context;
}

Poco::Net::StreamSocket connected(const RawTarget& target) {
  const Poco::Net::SocketAddress address(target.host, target.port);
  if (target.tls) {
    Poco::Net::SecureStreamSocket socket(address, target.host, context_for(target));
    socket.completeHandshake();
    return socket;
  }
  Poco::Net::StreamSocket socket;
  socket.connect(address, span(RawClient::kPatience));
  return socket;
}

}  // namespace

RawClient::RawClient(const RawTarget& target) {
  ignore_broken_pipes();
  try {
    socket_ = connected(target);
    socket_.setNoDelay(true);
    socket_.setSendTimeout(span(kPatience));
    socket_.setReceiveTimeout(span(kPatience));
  } catch (const Poco::Exception& error) {
    throw std::runtime_error("can't connect to " + target.host + ":" + std::to_string(target.port) + ": " + error.displayText());
  }
}

bool RawClient::send(std::string_view bytes) {
  try {
    while (!bytes.empty()) {
      const int sent = socket_.sendBytes(bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), kLeast)));
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  } catch (const Poco::Exception&) {
    return false;  // what the server said before that can still be read
  }
}

void RawClient::end_sending() {
  try {
    socket_.shutdownSend();
  } catch (const Poco::Exception&) {
    closed_ = true;
  }
}

bool RawClient::receive(std::chrono::milliseconds patience) {
  if (closed_) return false;
  try {
    if (!socket_.poll(span(patience), Poco::Net::Socket::SELECT_READ)) return false;
    char buffer[16384];
    const int got = socket_.receiveBytes(buffer, sizeof buffer);
    if (got > 0) received_.append(buffer, static_cast<std::size_t>(got));
    closed_ = got == 0;
    return got > 0;
  } catch (const Poco::TimeoutException&) {
    return false;
  } catch (const Poco::Exception&) {
    closed_ = true;
    return false;
  }
}

}  // namespace sluis::transport
