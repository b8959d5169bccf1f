#include "gateway/transport/answers.hpp"

#include <chrono>
#include <exception>
#include <utility>

namespace sluis::transport {
namespace {

constexpr int kLinesPerSecond = 20;

// What a fault reply needs of a request once the handler has taken the request itself.
message::Raw outline(const message::Raw& raw) {
  message::Raw copy;
  copy.method = raw.method;
  copy.path = raw.path;
  copy.query = raw.query;
  copy.correlation_id = raw.correlation_id;
  copy.received = raw.received;
  copy.peer = raw.peer;
  return copy;
}

}  // namespace

ServerFigures::ServerFigures(core::Metrics& m)
    : connections(m.counter("sluis_http_connections", "Open client connections", {}, core::Metrics::Kind::Gauge)),
      busy(m.counter("sluis_http_workers_busy", "Workers that handle a request", {}, core::Metrics::Kind::Gauge)),
      queued(m.counter("sluis_http_queue_length", "Requests waiting for a worker", {}, core::Metrics::Kind::Gauge)),
      longest_wait(m.counter("sluis_http_longest_wait_microseconds", "Expected wait for a worker beyond which requests are refused", {},
                             core::Metrics::Kind::Gauge)),
      held_bytes(m.counter("sluis_http_held_bytes", "Requests received and replies not yet sent", {}, core::Metrics::Kind::Gauge)),
      refused_queue(m.counter("sluis_http_refused_total", "Refused before a worker saw it", "reason=\"queue\"")),
      refused_wait(m.counter("sluis_http_refused_total", "Refused before a worker saw it", "reason=\"wait\"")),
      refused_memory(m.counter("sluis_http_refused_total", "Refused before a worker saw it", "reason=\"memory\"")),
      refused_connections(m.counter("sluis_http_refused_total", "Refused before a worker saw it", "reason=\"connections\"")),
      refused_framing(m.counter("sluis_http_refused_total", "Refused before a worker saw it", "reason=\"framing\"")),
      handshakes_failed(m.counter("sluis_tls_handshakes_failed_total", "TLS handshakes that came to nothing")),
      handle_microseconds(m.counter("sluis_http_handle_microseconds_total", "Time that workers spent on requests")),
      success_(m.counter("sluis_http_replies_total", "Replies by status class", "status=\"2xx\"")),
      redirect_(m.counter("sluis_http_replies_total", "Replies by status class", "status=\"3xx\"")),
      client_fault_(m.counter("sluis_http_replies_total", "Replies by status class", "status=\"4xx\"")),
      server_fault_(m.counter("sluis_http_replies_total", "Replies by status class", "status=\"5xx\"")) {}

void ServerFigures::count(int status) {
  auto& counter = status < 300 ? success_ : status < 400 ? redirect_ : status < 500 ? client_fault_ : server_fault_;
  counter.add();
}

Answers::Answers(const Callbacks& callbacks, const core::Clock& clock, core::Random& random, core::Log& log,
                 const core::Metrics& metrics, ServerFigures& figures, const std::string& tenant)
    : callbacks_(callbacks), clock_(clock), random_(random), log_(log), probes_(metrics, callbacks.readiness, callbacks.trust, tenant),
      figures_(figures) {}

void Answers::stamp(message::Raw& raw) {
  raw.correlation_id = core::random_uuid(random_);
  raw.received = clock_.now();
  // The connection was verified when it was made; it may outlive its certificate.
  const auto& shown = raw.client_certificate;
  if (shown && (raw.received < shown->not_before() || raw.received > shown->not_after())) raw.client_certificate.reset();
}

message::Reply Answers::handle(message::Raw raw) {
  const auto rest = outline(raw);
  const auto before = std::chrono::steady_clock::now();
  message::Reply reply;
  try {
    reply = callbacks_.handle(std::move(raw));
  } catch (const std::exception& e) {
    log_.error("handler_failed", {{"correlation_id", rest.correlation_id}, {"path", rest.path}, {"why", e.what()}});
    reply = to_reply(Fault(FaultId::Internal, e.what()), rest);
  } catch (...) {
    log_.error("handler_failed", {{"correlation_id", rest.correlation_id}, {"path", rest.path}, {"why", "no std::exception"}});
    reply = to_reply(Fault(FaultId::Internal), rest);
  }
  const auto spent = std::chrono::steady_clock::now() - before;
  figures_.handle_microseconds.add(std::chrono::duration_cast<std::chrono::microseconds>(spent).count());
  return reply;
}

std::optional<message::Reply> Answers::probe(const message::Raw& raw, bool for_operators) const {
  if (for_operators && !Probes::is_probe(raw.path)) return to_reply(Fault(FaultId::UnknownPath, "not served to operators"), raw);
  if (!Probes::is_probe(raw.path)) return std::nullopt;
  if (Probes::is_for_operators(raw.path) && raw.tls && !for_operators) return to_reply(Fault(FaultId::UnknownPath, "figures are for operators"), raw);
  auto reply = probes_.answer(raw);
  return reply ? std::move(reply) : to_reply(Fault(FaultId::WrongMethod, "probes are read with GET"), raw);
}

message::Reply Answers::refuse(const Fault& fault, const message::Raw& raw) {
  tell(fault, raw);
  return to_reply(fault, raw);
}

message::Reply Answers::to_reply(const Fault& fault, const message::Raw& raw) const {
  try {
    return callbacks_.fault_reply(fault, raw);
  } catch (const std::exception& e) {
    log_.error("fault_reply_failed", {{"correlation_id", raw.correlation_id}, {"fault", fault.number()}, {"why", e.what()}});
  }
  return {fault.entry().http_status, "text/plain; charset=utf-8", std::string(fault.entry().caller_text) + "\n", {}};
}

void Answers::tell(const Fault& fault, const message::Raw& raw) {
  const auto second = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
  if (told_second_.exchange(second) != second) {
    const int before = told_.exchange(0);
    if (before > kLinesPerSecond) log_.warning("http_refused_unlogged", {{"count", before - kLinesPerSecond}});
  }
  if (told_.fetch_add(1) >= kLinesPerSecond) return;
  log_.warning("http_refused", {{"correlation_id", raw.correlation_id},
                                {"fault", fault.number()},
                                {"why", fault.log_text()},
                                {"peer", raw.peer}});
}

}  // namespace sluis::transport
