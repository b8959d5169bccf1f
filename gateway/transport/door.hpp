#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/ServerSocket.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "gateway/transport/server.hpp"
#include "gateway/transport/stream.hpp"

namespace sluis::transport {

// What a TLS listener shows and believes, from one exchange of keys to the next.
struct TlsEra {
  explicit TlsEra(Poco::Net::Context::Ptr made) : context(std::move(made)) {}
  const Poco::Net::Context::Ptr context;
  std::atomic<bool> over{false};  // its connections end with the reply to their next request
};

// One address on which clients come in, plain or TLS.
class Door final {
 public:
  // Throws std::runtime_error: not an address of ours, in use, or plain and not loopback.
  static Door plain(const ListenAddress& address);
  static Door tls(const TlsListen& listen);
  static Door operators(const TlsListen& listen);  // only with a certificate, and only for probes

  // Other keys for this door: made first, then put in place. Throws std::runtime_error when they can't be used. Any thread.
  std::shared_ptr<TlsEra> make_era(const TlsListen& listen) const;
  void exchange(std::shared_ptr<TlsEra> next);

  struct Visitor {
    Stream stream;
    std::string peer;
    std::shared_ptr<const TlsEra> era;  // null: plain
    bool operators = false;
  };
  // The next waiting client; nullopt when there is none. Throws Poco::Exception when the process is out of descriptors.
  std::optional<Visitor> accept();

  const Poco::Net::ServerSocket& socket() const { return socket_; }
  bool for_operators() const { return operators_; }
  bool secure() const { return keys_ != nullptr; }
  std::uint16_t port() const { return socket_.address().port(); }
  void close() { socket_.close(); }

 private:
  struct Keys {
    std::mutex mutex;
    std::shared_ptr<TlsEra> era;
  };

  Door(const ListenAddress& address, std::shared_ptr<TlsEra> era, bool for_operators);

  Poco::Net::ServerSocket socket_;
  std::shared_ptr<Keys> keys_;  // null: plain
  bool operators_;
};

}  // namespace sluis::transport
