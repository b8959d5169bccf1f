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

Door::Door(const ListenAddress& address, std::shared_ptr<TlsEra> era, bool for_operators) : operators_(for_operators) {
  if (era) {
    keys_ = std::make_shared<Keys>();
    keys_->era = std::move(era);
  }
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
  return {address, nullptr, false};
}

Door Door::tls(const TlsListen& listen) {
  return {listen.address, std::make_shared<TlsEra>(server_context(listen.credential, listen.client_roots)), false};
}

Door Door::operators(const TlsListen& listen) {
  return {listen.address, std::make_shared<TlsEra>(server_context(listen.credential, listen.client_roots, ClientCertificate::Required)), true};
}

std::shared_ptr<TlsEra> Door::make_era(const TlsListen& listen) const {
  const auto asked = operators_ ? ClientCertificate::Required : ClientCertificate::Asked;
  return std::make_shared<TlsEra>(server_context(listen.credential, listen.client_roots, asked));
}

void Door::exchange(std::shared_ptr<TlsEra> next) {
  const std::lock_guard lock(keys_->mutex);
  keys_->era.swap(next);
  next->over = true;
}

std::optional<Door::Visitor> Door::accept() {
  if (!socket_.poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ)) return std::nullopt;
  Poco::Net::SocketAddress from;
  Poco::Net::StreamSocket socket = socket_.acceptConnection(from);
  socket.setNoDelay(true);
  auto peer = from.host().toString();
  if (!keys_) return Visitor{Stream(std::move(socket)), std::move(peer), nullptr, false};
  std::shared_ptr<const TlsEra> era;
  {
    const std::lock_guard lock(keys_->mutex);
    era = keys_->era;
  }
  return Visitor{Stream(std::move(socket), era->context), std::move(peer), std::move(era), operators_};
}

}  // namespace sluis::transport
