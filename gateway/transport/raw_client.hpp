#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/native/certificate.hpp"
#include "gateway/native/private_key.hpp"

namespace sluis::transport {

// Where to, and by what: TLS when roots are given (the server's certificate must chain to one of them).
struct RawTarget {
  std::string host;
  std::uint16_t port = 0;
  bool tls = false;
  std::vector<native::Certificate> roots;
  std::optional<native::Credential> credential;  // client certificate
};

// A connection that carries any bytes, right or wrong: what tests a server with wrong HTTP needs, and nothing else. Blocking.
class RawClient final {
 public:
  explicit RawClient(const RawTarget& target);  // throws std::runtime_error "can't connect to ...": one clear line

  // False when the server takes no more: it closed or reset the connection, or did not read for `kPatience`.
  bool send(std::string_view bytes);
  void end_sending();
  // Waits for bytes as long as `patience`; adds them to received(). False when none came.
  bool receive(std::chrono::milliseconds patience);
  const std::string& received() const { return received_; }
  bool closed() const { return closed_; }

  static constexpr std::chrono::seconds kPatience{20};

 private:
  Poco::Net::StreamSocket socket_;
  std::string received_;
  bool closed_ = false;
};

}  // namespace sluis::transport
