// What happens to one connection, step by step. Each step is non-blocking and runs with the connection's mutex held.
#include <utility>

#include "gateway/transport/poll_loop.hpp"
#include "gateway/transport/reply_text.hpp"

namespace sluis::transport {
namespace {

using Poco::Net::PollSet;
using Stage = Connection::Stage;

constexpr int kRepliesAtOnce = 16;  // so that one pipelining client doesn't keep the poll thread

int mode_for(Io wanted) { return wanted == Io::WantWrite ? PollSet::POLL_WRITE : PollSet::POLL_READ; }

}  // namespace

void PollLoop::attend(const Held& connection) {
  if (!connection) return;  // a mere wake-up
  const std::lock_guard lock(connection->mutex);
  try {
    progress(connection);
  } catch (const std::exception& e) {
    log_.error("connection_failed", {{"why", e.what()}});
    if (connection->stage != Stage::Work) drop(*connection);
  }
}

void PollLoop::progress(const Held& connection) {
  auto& c = *connection;
  for (int i = 0; i < kRepliesAtOnce; ++i) {
    if (c.stage == Stage::Closed) return;
    if (c.stage == Stage::Work) {
      return watch(c, c.read_ahead(buffer_.data(), buffer_.size()) ? PollSet::POLL_READ : 0);
    }
    switch (c.flush()) {
      case Connection::Output::Gone: return drop(c);
      case Connection::Output::Blocked:
        give_time(c, Waiting::Send);
        return watch(c, mode_for(c.wanted()));
      case Connection::Output::Sent: break;
    }
    if (c.stage == Stage::Handshake && !shake(c)) return;
    if (c.stage == Stage::Drain) return drain(c);
    if (!take_request(connection)) return;
  }
  again(connection);
}

bool PollLoop::shake(Connection& c) {
  give_time(c, Waiting::Handshake);
  const auto shaken = c.stream.handshake();
  if (shaken == Io::Done) {
    c.learn_certificate();
    c.stage = Stage::Receive;
    return true;
  }
  if (shaken == Io::Closed || stopping_) {
    figures_.handshakes_failed.add();
    drop(c);
  } else {
    watch(c, mode_for(shaken));
  }
  return false;
}

bool PollLoop::take_request(const Held& connection) {
  auto& c = *connection;
  if (c.close_after) {
    c.stream.finish();
    c.stage = Stage::Drain;
    return true;
  }
  if (c.overflow) {
    message::Raw nothing;
    nothing.peer = c.peer;
    answers_.stamp(nothing);
    reply_now(c, nothing, answers_.refuse(Fault(FaultId::Busy, "more connections than the limit"), nothing), true);
    return true;
  }
  const auto intake = c.next_request(buffer_.data(), buffer_.size());
  if (!intake) {
    refuse(c, intake.error());
    return true;
  }
  switch (*intake) {
    case Connection::Intake::Gone: drop(c); return false;
    case Connection::Intake::Request: return serve(connection);
    case Connection::Intake::Paused:
      give_time(c, Waiting::Request);
      again(connection);
      return false;
    case Connection::Intake::More:
      if (c.writing()) return true;  // "100 Continue"
      break;
  }
  rest(c);
  return false;
}

// Nothing complete has arrived: wait for it, parked.
void PollLoop::rest(Connection& c) {
  if (stopping_) {
    c.close_after = true;
    c.stream.finish();
    c.stage = Stage::Drain;
    return drain(c);
  }
  give_time(c, c.receiving() ? Waiting::Request : Waiting::Idle);
  watch(c, mode_for(c.wanted()));
}

bool PollLoop::serve(const Held& connection) {
  auto& c = *connection;
  c.waiting = Waiting::Nothing;
  look_at(c, now_ + settings_.idle_time);
  Job job;
  job.old = c.reader().is_old();
  job.close = !c.reader().keeps_alive() || ++c.served >= settings_.requests_per_connection;
  job.raw = c.take_raw();
  job.head_only = job.raw.method == "HEAD";
  answers_.stamp(job.raw);
  if (const auto reply = answers_.probe(job.raw)) {
    reply_now(c, job.raw, *reply, job.close, job.old);
    return true;
  }
  job.connection = connection;
  if (workers_->offer(job)) {
    c.stage = Stage::Work;
    watch(c, PollSet::POLL_READ);
    return false;
  }
  figures_.refused_queue.add();
  const Fault busy(FaultId::Busy, "all workers are taken and the queue is full");
  reply_now(c, job.raw, answers_.refuse(busy, job.raw), job.close, job.old);
  return true;
}

void PollLoop::reply_now(Connection& c, const message::Raw& raw, const message::Reply& reply, bool close,
                         bool old) {
  figures_.count(reply.status);
  c.close_after = close;
  c.put(reply_text(reply, {raw.correlation_id, answers_.now(), close, old, raw.method == "HEAD"}));
}

void PollLoop::refuse(Connection& c, const Fault& fault) {
  auto raw = c.take_raw();
  answers_.stamp(raw);
  figures_.refused_framing.add();
  c.waiting = Waiting::Nothing;
  reply_now(c, raw, answers_.refuse(fault, raw), true);
}

void PollLoop::drain(Connection& c) {
  give_time(c, Waiting::Linger);
  if (!c.discard(buffer_.data(), buffer_.size()) || stopping_) return drop(c);
  watch(c, mode_for(c.wanted()));
}

void PollLoop::deliver(const Job& job, std::string_view correlation_id, const message::Reply& reply) {
  auto& c = *job.connection;
  figures_.count(reply.status);
  {
    const std::lock_guard lock(c.mutex);
    c.close_after = job.close || (stopping_ && c.quiet());
    c.put(reply_text(reply, {correlation_id, answers_.now(), c.close_after, job.old, job.head_only}));
    const auto sent = c.flush();
    c.stage = Stage::Receive;
    if (sent == Connection::Output::Sent && !c.close_after && c.quiet() && c.polled == PollSet::POLL_READ && !stopping_) {
      c.waiting = Waiting::Idle;
      c.deadline = settings_.steady_time() + settings_.idle_time;
      return;
    }
  }
  post(job.connection);
}

}  // namespace sluis::transport
