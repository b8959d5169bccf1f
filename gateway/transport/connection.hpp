#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "gateway/core/result.hpp"
#include "gateway/native/certificate.hpp"
#include "gateway/transport/door.hpp"
#include "gateway/transport/request_reader.hpp"
#include "gateway/transport/stream.hpp"

namespace sluis::transport {

// One client. The poll thread reads and schedules; a worker touches it only to put its reply. Everything is guarded by `mutex`,
// which is held for single non-blocking steps only.
class Connection final {
 public:
  enum class Stage {
    Handshake,  // TLS not yet agreed
    Receive,    // idle, or a request is arriving
    Work,       // a request is with a worker or in its queue
    Drain,      // all said; what the client still sends is thrown away
    Closed,
  };
  using Time = std::chrono::steady_clock::time_point;

  Connection(std::uint64_t number, Stream stream, std::string peer, RequestLimits limits);

  std::mutex mutex;
  const std::uint64_t number;
  const std::string peer;
  Stream stream;
  Stage stage;
  // What it is given time for, and until when.
  enum class Waiting { Nothing, Idle, Handshake, Request, Send, Linger };
  Waiting waiting = Waiting::Nothing;
  Time deadline = Time::max();
  Time looked_at = Time::max();  // when the wheel will look at this connection
  int polled = 0;                // what the poll set watches
  bool overflow = false;         // beyond the connection limit: gets a probe answered or a 503, and nothing else
  std::size_t in_work = 0;       // bytes of the request that a worker has
  std::size_t counted = 0;       // of what it holds, in the sum over all connections
  std::size_t served = 0;
  std::shared_ptr<const TlsEra> era;  // the keys that its TLS was agreed with; null: plain
  bool operators = false;        // came in by the operators' door

  bool close_after = false;      // once what was put is sent

  // What the client wants: the next complete request, or why there is none (yet).
  enum class Intake { More, Request, Paused, Gone };
  // Reads on, at most a few buffers: Paused asks to be called again soon, More to wait for `wanted()`.
  Result<Intake> next_request(char* buffer, std::size_t size);
  message::Raw take_raw();  // makes room for the next one
  RequestReader& reader() { return *reader_; }
  bool receiving() const { return reader_->started(); }  // the next request has begun to arrive

  // While a worker has the request: keeps what arrives, up to a limit. False when there is no use in polling for more.
  bool read_ahead(char* buffer, std::size_t size);
  // Throws input away; false at its end.
  bool discard(char* buffer, std::size_t size);
  // Nothing came meanwhile that the poll thread would have to look at.
  bool quiet() const { return early_.empty() && !peer_done_ && !read_paused_; }

  void put(std::string bytes);
  enum class Output { Sent, Blocked, Gone };
  Output flush();
  bool writing() const { return !out_.empty(); }
  // Bytes kept for this client: request so far, request at work, replies not yet sent.
  std::size_t holds() const { return reader_->body_bytes() + early_.size() + in_work + out_bytes_ - out_at_; }
  Io wanted() const { return wanted_; }
  void learn_certificate();  // after the handshake

 private:
  Result<Progress> take(std::string_view input);

  RequestLimits limits_;
  std::optional<RequestReader> reader_;
  std::optional<native::Certificate> certificate_;
  std::string early_;  // bytes that arrived before they could be read as a request
  bool peer_done_ = false;
  bool read_paused_ = false;  // OpenSSL may hold bytes that no poll tells of
  Io wanted_ = Io::WantRead;
  std::deque<std::string> out_;  // OpenSSL wants the same bytes at the same place again after a pause
  std::size_t out_at_ = 0;       // sent of the first one
  std::size_t out_bytes_ = 0;    // of all of them
};

}  // namespace sluis::transport
