#include "gateway/transport/connection.hpp"

#include <utility>

namespace sluis::transport {
namespace {

constexpr int kBuffersAtOnce = 8;  // so that one busy client doesn't keep the poll thread
constexpr std::size_t kReadAhead = 64 * 1024;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(std::uint64_t n, Stream s, std::string p, RequestLimits limits)
    : number(n), peer(std::move(p)), stream(std::move(s)), stage(stream.secure() ? Stage::Handshake : Stage::Receive),
      limits_(limits), reader_(RequestReader(limits)) {}

void Connection::learn_certificate() { certificate_ = stream.peer_certificate(); }

Result<Progress> Connection::take(std::string_view input) {
  const auto read = reader_->feed(input);
  early_.assign(input);
  if (reader_->take_continue_wanted()) put(std::string(kContinue));
  return read;
}

Result<Connection::Intake> Connection::next_request(char* buffer, std::size_t size) {
  if (!early_.empty()) {
    const std::string bytes = std::exchange(early_, {});
    const auto read = take(bytes);
    if (!read) return read.error();
    if (*read == Progress::Complete) return Intake::Request;
  }
  for (int round = 0; round < kBuffersAtOnce; ++round) {
    if (peer_done_) return Intake::Gone;
    const auto got = stream.receive(buffer, size);
    read_paused_ = stream.holds_more();
    if (got.state == Io::Closed) return Intake::Gone;
    wanted_ = got.state;
    if (got.state != Io::Done) return Intake::More;
    const auto read = take(std::string_view(buffer, got.bytes));
    if (!read) return read.error();
    if (*read == Progress::Complete) return Intake::Request;
    if (!stream.secure() && got.bytes < size) {
      wanted_ = Io::WantRead;
      return Intake::More;
    }
  }
  return Intake::Paused;
}

message::Raw Connection::take_raw() {
  auto raw = std::move(reader_->raw());
  raw.peer = peer;
  raw.client_certificate = certificate_;
  raw.tls = stream.secure();
  reader_.emplace(limits_);
  return raw;
}

bool Connection::read_ahead(char* buffer, std::size_t size) {
  while (early_.size() < kReadAhead) {
    const auto got = stream.receive(buffer, size);
    if (got.state == Io::Closed) peer_done_ = true;
    if (got.state != Io::Done) return got.state != Io::Closed;
    early_.append(buffer, got.bytes);
  }
  read_paused_ = true;
  return false;
}

bool Connection::discard(char* buffer, std::size_t size) {
  early_.clear();
  for (int round = 0; round < kBuffersAtOnce; ++round) {
    const auto got = stream.receive(buffer, size);
    if (got.state != Io::Done) {
      wanted_ = got.state;
      return got.state != Io::Closed;
    }
  }
  return true;
}

void Connection::put(std::string bytes) {
  out_bytes_ += bytes.size();
  out_.push_back(std::move(bytes));
}

Connection::Output Connection::flush() {
  while (writing()) {
    const auto sent = stream.send(std::string_view(out_.front()).substr(out_at_));
    if (sent.state == Io::Closed) return Output::Gone;
    if (sent.state != Io::Done) {
      wanted_ = sent.state;
      return Output::Blocked;
    }
    out_at_ += sent.bytes;
    if (out_at_ < out_.front().size()) continue;
    out_bytes_ -= out_.front().size();
    out_.pop_front();
    out_at_ = 0;
  }
  return Output::Sent;
}

}  // namespace sluis::transport
