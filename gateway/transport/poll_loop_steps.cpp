// What happens to one connection, step by step. Each step is non-blocking and runs with the connection's mutex held.
#include <string>
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
    settle(*connection);
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
      return watch(c, !full() && c.read_ahead(buffer_.data(), buffer_.size()) ? PollSet::POLL_READ : 0);
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
  if (c.overflow) return turn_away(connection);
  const auto intake = c.next_request(buffer_.data(), buffer_.size());
  if (!intake) {
    refuse(c, intake.error());
    return true;
  }
  settle(c);
  if (full() && c.reader().body_bytes() > 0) {
    figures_.refused_memory.add();
    auto raw = c.take_raw();
    answers_.stamp(raw);
    c.waiting = Waiting::Nothing;
    refuse_busy(c, raw, "all requests together are larger than limits.memory_bytes", true);
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
  job.close = !c.reader().keeps_alive() || ++c.served >= settings_.requests_per_connection || draining_ ||
              (c.era && c.era->over);
  job.raw = c.take_raw();
  job.head_only = job.raw.method == "HEAD";
  answers_.stamp(job.raw);
  if (const auto reply = answers_.probe(job.raw, c.operators)) {
    reply_now(c, job.raw, *reply, job.close, job.old);
    return true;
  }
  job.connection = connection;
  c.in_work = job.raw.body.size();
  const auto verdict = workers_->offer(job);
  if (verdict == Admission::Verdict::Welcome) {
    c.stage = Stage::Work;
    watch(c, PollSet::POLL_READ);
    return false;
  }
  c.in_work = 0;
  const bool queue_full = verdict == Admission::Verdict::QueueFull;
  (queue_full ? figures_.refused_queue : figures_.refused_wait).add();
  refuse_busy(c, job.raw, queue_full ? "all workers are taken and the queue is full" : "it would have to wait too long for a worker", job.close, job.old);
  return true;
}

// Beyond the connection limit only probes are answered: who watches the house must not be told that it is gone. Called again when
// its time to send a request is over.
bool PollLoop::turn_away(const Held& connection) {
  auto& c = *connection;
  const auto intake = c.next_request(buffer_.data(), buffer_.size());
  if (intake && *intake == Connection::Intake::Gone) {
    drop(c);
    return false;
  }
  const bool over = stopping_ || (c.waiting == Waiting::Linger && c.deadline <= now_);
  if (intake && !c.reader().head_done() && !over) {
    give_time(c, Waiting::Linger);
    watch(c, mode_for(c.wanted()));
    if (*intake == Connection::Intake::Paused) again(connection);
    return false;
  }
  auto raw = c.take_raw();
  answers_.stamp(raw);
  c.waiting = Waiting::Nothing;
  if (const auto reply = answers_.probe(raw, c.operators)) {
    reply_now(c, raw, *reply, true);
  } else {
    refuse_busy(c, raw, "more connections than the limit", true);
  }
  return true;
}

void PollLoop::refuse_busy(Connection& c, const message::Raw& raw, const char* why, bool close, bool old) {
  auto reply = answers_.refuse(Fault(FaultId::Busy, why), raw);
  std::erase_if(reply.headers, [](const auto& header) { return header.first == "Retry-After"; });
  reply.headers.emplace_back("Retry-After", std::to_string(workers_->retry_after()));
  reply_now(c, raw, reply, close, old);
}

void PollLoop::settle(Connection& c) {
  const auto holds = c.stage == Stage::Closed ? 0 : c.holds();
  held_ += holds - c.counted;  // wraps when it is less than before, and so comes out right
  c.counted = holds;
  figures_.held_bytes.set(static_cast<std::int64_t>(held_.load()));
}

void PollLoop::reply_now(Connection& c, const message::Raw& raw, const message::Reply& reply, bool close,
                         bool old) {
  figures_.count(reply.status);
  c.close_after = close;
  c.put(reply_text(reply, {raw.correlation_id, answers_.now(), close, old, raw.method == "HEAD", c.stream.secure()}));
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
    c.put(reply_text(reply, {correlation_id, answers_.now(), c.close_after, job.old, job.head_only, c.stream.secure()}));
    const auto sent = c.flush();
    c.stage = Stage::Receive;
    c.in_work = 0;
    settle(c);
    if (sent == Connection::Output::Sent && !c.close_after && c.quiet() && c.polled == PollSet::POLL_READ && !stopping_) {
      c.waiting = Waiting::Idle;
      c.deadline = settings_.steady_time() + settings_.idle_time;
      return;
    }
  }
  post(job.connection);
}

}  // namespace sluis::transport
