#include "gateway/transport/poll_loop.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <sys/socket.h>

#include <stdexcept>
#include <utility>

namespace sluis::transport {
namespace {

constexpr std::size_t kBuffer = 64 * 1024;
constexpr int kAcceptsAtOnce = 64;
constexpr int kHandshakesAtOnce = 8;  // each costs a signature on this thread: who is connected already is heard in between
constexpr std::size_t kOverflow = 64;  // connections beyond the limit that are read at the same time: one may be a probe
constexpr std::string_view kFull = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
constexpr unsigned kDescriptorBits = 24;
constexpr std::chrono::milliseconds kTick{50};
constexpr std::chrono::milliseconds kLongTick{1000};
constexpr std::chrono::milliseconds kRest{200};

std::size_t descriptor_of(std::uint64_t number) { return number & ((1U << kDescriptorBits) - 1); }

std::pair<Poco::Net::StreamSocket, Poco::Net::StreamSocket> socket_pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0) {
    throw std::runtime_error("the server can't make the socket pair that wakes it");
  }
  std::pair<Poco::Net::StreamSocket, Poco::Net::StreamSocket> pair{
      Poco::Net::StreamSocket(new Poco::Net::StreamSocketImpl(ends[0])),
      Poco::Net::StreamSocket(new Poco::Net::StreamSocketImpl(ends[1]))};
  pair.first.setBlocking(false);
  pair.second.setBlocking(false);
  return pair;
}

}  // namespace

PollLoop::PollLoop(const ServerSettings& settings, std::vector<Door> doors, Answers& answers, ServerFigures& figures,
                   core::Log& log)
    : settings_(settings), limits_{{settings.header_bytes, settings.header_count}, settings.body_bytes},
      doors_(std::move(doors)), answers_(answers), figures_(figures), log_(log), wheel_(settings.steady_time()),
      now_(settings.steady_time()), buffer_(kBuffer) {
  std::tie(wake_out_, wake_in_) = socket_pair();
  poll_.add(wake_in_, Poco::Net::PollSet::POLL_READ);
}

void PollLoop::run(Workers& workers) {
  workers_ = &workers;
  watch_doors(true);
  while (!stop_begun_ || open_ > 0) {
    try {
      turn();
    } catch (const std::exception& e) {  // out of memory or descriptors: this turn is lost, the house stands
      log_.error("poll_failed", {{"why", e.what()}});
    }
  }
}

void PollLoop::turn() {
  const bool busy = !again_.empty() || (stopping_ && !stop_begun_);
  const auto wait = busy ? std::chrono::milliseconds(0) : wheel_.empty() && doors_watched_ ? kLongTick : kTick;
  const auto ready = poll_.poll(Poco::Timespan(std::chrono::microseconds(wait).count()));
  now_ = settings_.steady_time();
  for (const auto& [socket, mode] : ready) on_ready(socket);
  for (const auto& connection : std::exchange(again_, {})) attend(connection);
  attend_posted();
  for (const auto number : wheel_.due(now_)) on_due(number);
  if (stopping_ && !stop_begun_) begin_stop();
  if (!doors_watched_ && !stop_begun_) reopen_doors();
}

void PollLoop::reopen_doors() {
  if (std::chrono::steady_clock::now() >= doors_rest_until_) watch_doors(true);
}

void PollLoop::on_ready(const Poco::Net::Socket& socket) {
  if (socket == wake_in_) {
    char drop[256];
    while (wake_in_.receiveBytes(drop, sizeof drop) == sizeof drop) {
    }
    return;
  }
  for (auto& door : doors_) {
    if (socket == door.socket()) return accept_from(door);
  }
  const auto descriptor = static_cast<std::size_t>(socket.impl()->sockfd());
  if (descriptor < by_descriptor_.size() && by_descriptor_[descriptor]) attend(Held(by_descriptor_[descriptor]));
}

void PollLoop::attend_posted() {
  std::vector<Held> posted;
  {
    const std::lock_guard lock(posted_mutex_);
    posted.swap(posted_);
  }
  for (const auto& connection : posted) attend(connection);
}

// The doors themselves stay as they are from the start on, so that any thread may look for them.
std::function<void()> PollLoop::prepare(const std::optional<TlsListen>& tls, const std::optional<TlsListen>& operators) {
  std::vector<std::pair<Door*, std::shared_ptr<TlsEra>>> next;
  for (auto& door : doors_) {
    if (!door.secure()) continue;
    const auto& listen = door.for_operators() ? operators : tls;
    if (listen) next.emplace_back(&door, door.make_era(*listen));
  }
  return [next = std::move(next)] {
    for (const auto& [door, era] : next) door->exchange(era);
  };
}

void PollLoop::stop() {
  stopping_ = true;
  post(nullptr);
}

void PollLoop::post(Held connection) {
  const std::lock_guard lock(posted_mutex_);
  posted_.push_back(std::move(connection));
  if (posted_.size() > 1) return;
  [[maybe_unused]] const auto sent = ::send(wake_out_.impl()->sockfd(), "!", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void PollLoop::begin_stop() {
  stop_begun_ = true;
  watch_doors(false);
  for (auto& door : doors_) door.close();
  for (const auto& connection : std::vector<Held>(by_descriptor_)) {
    if (connection) attend(connection);  // serves what has arrived completely, closes what is idle
  }
}

void PollLoop::watch_doors(bool on) {
  if (on == doors_watched_) return;
  for (auto& door : doors_) {
    if (on) {
      poll_.add(door.socket(), Poco::Net::PollSet::POLL_READ);
    } else {
      poll_.remove(door.socket());
    }
  }
  doors_watched_ = on;
}

void PollLoop::accept_from(Door& door) {
  try {
    const int most = door.secure() ? kHandshakesAtOnce : kAcceptsAtOnce;
    for (int i = 0; i < most; ++i) {
      auto visitor = door.accept();
      if (!visitor) return;
      admit(std::move(*visitor));
    }
  } catch (const Poco::Exception& e) {
    // Out of descriptors: the waiting client would wake us for ever, so the doors rest a while.
    log_.error("accept_failed", {{"why", e.displayText()}});
    watch_doors(false);
    doors_rest_until_ = std::chrono::steady_clock::now() + kRest;
  }
}

void PollLoop::admit(Door::Visitor visitor) {
  if (open_ >= settings_.connections) figures_.refused_connections.add();
  if (open_ >= settings_.connections + kOverflow) {
    if (!visitor.stream.secure()) static_cast<void>(visitor.stream.send(kFull));
    return visitor.stream.close();
  }
  const auto descriptor = static_cast<std::size_t>(visitor.stream.socket().impl()->sockfd());
  if (by_descriptor_.size() <= descriptor) by_descriptor_.resize(descriptor + 1);
  const auto number = (++serial_ << kDescriptorBits) | descriptor;
  const auto connection =
      std::make_shared<Connection>(number, std::move(visitor.stream), std::move(visitor.peer), limits_);
  connection->era = std::move(visitor.era);
  connection->operators = visitor.operators;
  connection->overflow = open_ >= settings_.connections;
  by_descriptor_[descriptor] = connection;
  figures_.connections.set(static_cast<std::int64_t>(++open_));
  attend(connection);
}

PollLoop::Held PollLoop::find(std::uint64_t number) const {
  const auto& held = by_descriptor_[descriptor_of(number)];
  return held && held->number == number ? held : nullptr;
}

void PollLoop::on_due(std::uint64_t number) {
  const auto held = find(number);
  if (!held) return;
  const std::lock_guard lock(held->mutex);
  auto& c = *held;
  c.looked_at = Time::max();
  if (c.waiting == Waiting::Nothing) return look_at(c, now_ + settings_.idle_time);
  if (c.deadline > now_) return look_at(c, c.deadline);
  if (c.overflow && c.stage == Connection::Stage::Receive) {
    turn_away(held);
    progress(held);
    return settle(c);
  }
  if (c.waiting != Waiting::Request) return drop(c);
  refuse(c, Fault(FaultId::TooSlow, "the request did not arrive in time"));
  progress(held);
  settle(c);
}

std::chrono::milliseconds PollLoop::time_for(Waiting waiting) const {
  switch (waiting) {
    case Waiting::Handshake:
    case Waiting::Request: return settings_.receive_time;
    case Waiting::Send: return settings_.send_time;
    case Waiting::Linger: return settings_.linger_time;
    case Waiting::Idle:
    case Waiting::Nothing: break;
  }
  return settings_.idle_time;
}

void PollLoop::give_time(Connection& c, Waiting waiting) {
  if (c.waiting == waiting) return;
  c.waiting = waiting;
  c.deadline = now_ + time_for(waiting);
  look_at(c, c.deadline);
}

void PollLoop::look_at(Connection& c, Time at) {
  if (at < c.looked_at) c.looked_at = wheel_.set(c.number, at);
}

void PollLoop::watch(Connection& c, int mode) {
  if (mode == c.polled) return;
  if (c.polled == 0) {
    poll_.add(c.stream.socket(), mode);
  } else if (mode == 0) {
    poll_.remove(c.stream.socket());
  } else {
    poll_.update(c.stream.socket(), mode);
  }
  c.polled = mode;
}

void PollLoop::drop(Connection& c) {
  if (c.stage == Connection::Stage::Closed) return;
  watch(c, 0);
  c.stage = Connection::Stage::Closed;
  settle(c);
  c.stream.close();
  by_descriptor_[descriptor_of(c.number)].reset();
  figures_.connections.set(static_cast<std::int64_t>(--open_));
}

}  // namespace sluis::transport
