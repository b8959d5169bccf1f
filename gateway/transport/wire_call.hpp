#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/IPAddress.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/spi/wire.hpp"
#include "gateway/transport/stream.hpp"

namespace sluis::transport {

// Where a url leads.
struct Peer {
  bool secure = false;
  std::string host;       // without brackets
  std::uint16_t port = 0;
  std::string target;     // path and query
  std::string authority;  // for the Host header
};
// nullopt: not an absolute http or https url without user name.
std::optional<Peer> parse_url(const std::string& url);

std::string request_text(const Peer& peer, const spi::WireRequest& request);

// The steps of one call on one connection; each ends by the deadline. Faults carry the network's name.
class WireCall final {
 public:
  WireCall(const spi::WireRequest& request, std::size_t answer_bytes) : request_(request), answer_bytes_(answer_bytes) {}

  Result<Stream> connect(const Peer& peer, const std::vector<Poco::Net::IPAddress>& addresses, Poco::Net::Context::Ptr context);
  // `unanswered()` tells after a fault whether the peer closed before it sent anything.
  Result<spi::WireReply> exchange(Stream& stream, const std::string& text);
  bool unanswered() const { return unanswered_; }
  bool keeps_alive() const { return keeps_alive_; }

  Fault fault(FaultId id, const std::string& why) const { return Fault(id, why, request_.network); }

 private:
  Status wait(const Stream& stream, Io wanted);
  Status connect_to(Poco::Net::StreamSocket& socket, const Poco::Net::IPAddress& address, std::uint16_t port);
  Status shake(Stream& stream);
  Status send(Stream& stream, std::string_view text);
  Result<spi::WireReply> receive(Stream& stream);

  const spi::WireRequest& request_;
  std::size_t answer_bytes_;
  bool unanswered_ = false;
  bool keeps_alive_ = false;
};

}  // namespace sluis::transport
