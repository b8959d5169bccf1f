#include "gateway/transport/wire_call.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/URI.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "gateway/transport/answer_reader.hpp"

namespace sluis::transport {
namespace {

constexpr std::size_t kBuffer = 16 * 1024;

bool is_one_line(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

Result<Progress> broken_off() { return Fault(FaultId::NotHttp, "the connection broke in the middle of the answer"); }

std::string host_text(const std::string& host) { return host.find(':') == std::string::npos ? host : "[" + host + "]"; }

// Who shows a certificate that ours don't vouch for was reached, and is not to be believed.
FaultId failed_handshake(const std::string& error) {
  const bool judged = error.find("ertificate") != std::string::npos && error.find("alert") == std::string::npos;
  return judged ? FaultId::NetworkAnswerRefused : FaultId::NetworkUnreachable;
}

}  // namespace

std::optional<Peer> parse_url(const std::string& url) {
  try {
    const Poco::URI uri(url);
    Peer peer;
    peer.secure = uri.getScheme() == "https";
    if (!peer.secure && uri.getScheme() != "http") return std::nullopt;
    if (uri.getHost().empty() || !uri.getUserInfo().empty() || !uri.getFragment().empty()) return std::nullopt;
    peer.host = uri.getHost();
    if (peer.host.front() == '[' && peer.host.back() == ']') peer.host = peer.host.substr(1, peer.host.size() - 2);
    peer.port = uri.getPort();
    peer.target = uri.getPathAndQuery().empty() ? "/" : uri.getPathAndQuery();
    if (peer.target.front() == '?') peer.target.insert(0, 1, '/');
    peer.authority = host_text(peer.host) + ":" + std::to_string(peer.port);
    return peer;
  } catch (const Poco::Exception&) {
    return std::nullopt;
  }
}

// A request that carries nothing, not even the type of what it carries, only reads.
std::string request_text(const Peer& peer, const spi::WireRequest& request) {
  const bool reads = request.body.empty() && request.content_type.empty();
  std::string text;
  text.reserve(512 + request.body.size());
  text += (reads ? "GET " : "POST ") + peer.target + " HTTP/1.1\r\nHost: " + peer.authority + "\r\n";
  if (!request.content_type.empty()) text += "Content-Type: " + request.content_type + "\r\n";
  if (!reads) text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  text += "Accept-Encoding: identity\r\n";
  for (const auto& [name, value] : request.headers) {
    if (is_token(name) && is_one_line(value)) text += name + ": " + value + "\r\n";
  }
  text += "\r\n";
  text += request.body;
  return text;
}

Status WireCall::wait(const Stream& stream, Io wanted) {
  const auto left = std::chrono::duration_cast<std::chrono::microseconds>(request_.deadline - std::chrono::steady_clock::now());
  if (left.count() <= 0) return fault(FaultId::NetworkTimedOut, "the deadline has passed");
  try {
    const int mode = wanted == Io::WantWrite ? Poco::Net::Socket::SELECT_WRITE : Poco::Net::Socket::SELECT_READ;
    if (stream.socket().poll(Poco::Timespan(left.count()), mode)) return Done{};
  } catch (const Poco::Exception& e) {
    return fault(FaultId::NetworkUnreachable, e.displayText());
  }
  return fault(FaultId::NetworkTimedOut, "the deadline has passed");
}

Status WireCall::connect_to(Poco::Net::StreamSocket& socket, const Poco::Net::IPAddress& address, std::uint16_t port) {
  try {
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(request_.deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return fault(FaultId::NetworkTimedOut, "the deadline has passed");
    socket.connect(Poco::Net::SocketAddress(address, port), Poco::Timespan(left.count()));
    socket.setNoDelay(true);
    return Done{};
  } catch (const Poco::TimeoutException&) {
    return fault(FaultId::NetworkTimedOut, "no connection within the deadline");
  } catch (const Poco::Exception& e) {
    return fault(FaultId::NetworkUnreachable, e.displayText());
  }
}

Result<Stream> WireCall::connect(const Peer& peer, const std::vector<Poco::Net::IPAddress>& addresses,
                                 Poco::Net::Context::Ptr context) {
  Status connected = fault(FaultId::NetworkUnreachable, "no address");
  for (const auto& address : addresses) {
    Poco::Net::StreamSocket socket;
    connected = connect_to(socket, address, peer.port);
    if (!connected) continue;
    if (!peer.secure) return Stream(std::move(socket));
    Stream stream(std::move(socket), context, peer.host);
    connected = shake(stream);
    if (connected) return stream;
  }
  return connected.error();
}

Status WireCall::shake(Stream& stream) {
  while (true) {
    const auto state = stream.handshake();
    if (state == Io::Done) return Done{};
    if (state == Io::Closed) return fault(failed_handshake(stream.error()), "TLS: " + stream.error());
    if (auto waited = wait(stream, state); !waited) return waited;
  }
}

Status WireCall::send(Stream& stream, std::string_view text) {
  while (!text.empty()) {
    const auto sent = stream.send(text);
    text.remove_prefix(sent.bytes);
    if (sent.state == Io::Closed) return fault(FaultId::NetworkUnreachable, "the connection was closed: " + stream.error());
    if (sent.state == Io::Done) continue;
    if (auto waited = wait(stream, sent.state); !waited) return waited;
  }
  return Done{};
}

Result<spi::WireReply> WireCall::exchange(Stream& stream, const std::string& text) {
  unanswered_ = false;
  if (auto sent = send(stream, text); !sent && sent.error().id() == FaultId::NetworkTimedOut) return sent.error();
  // A peer may answer (413, 503) and close before it has read everything: what it said counts, not that sending failed.
  return receive(stream);
}

Result<spi::WireReply> WireCall::receive(Stream& stream) {
  AnswerReader reader(answer_bytes_);
  std::array<char, kBuffer> buffer;
  while (true) {
    if (std::chrono::steady_clock::now() >= request_.deadline) return fault(FaultId::NetworkTimedOut, "the deadline has passed");
    const auto got = stream.receive(buffer.data(), buffer.size());
    if (got.state == Io::WantRead || got.state == Io::WantWrite) {
      if (auto waited = wait(stream, got.state); !waited) return waited.error();
      continue;
    }
    std::string_view input(buffer.data(), got.bytes);
    // An answer that ends with the connection must end with a proper good-bye, else it may be cut short.
    const auto read = got.state == Io::Done ? reader.feed(input) : stream.error().empty() ? reader.closed() : broken_off();
    if (!read) {
      unanswered_ = !reader.started();
      if (unanswered_) return fault(FaultId::NetworkUnreachable, "the connection was closed without an answer");
      return fault(FaultId::NetworkAnswerRefused, read.error().log_text());
    }
    if (*read == Progress::More) continue;
    keeps_alive_ = got.state == Io::Done && reader.keeps_alive() && input.empty();
    return reader.take();
  }
}

}  // namespace sluis::transport
