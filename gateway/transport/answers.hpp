#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/core/random.hpp"
#include "gateway/transport/probes.hpp"
#include "gateway/transport/server.hpp"

namespace sluis::transport {

// The figures that operators watch on this side of the house.
struct ServerFigures {
  explicit ServerFigures(core::Metrics& metrics);
  void count(int status);

  core::Counter& connections;
  core::Counter& busy;
  core::Counter& queued;
  core::Counter& longest_wait;
  core::Counter& held_bytes;
  core::Counter& refused_queue;
  core::Counter& refused_wait;
  core::Counter& refused_memory;
  core::Counter& refused_connections;
  core::Counter& refused_framing;
  core::Counter& handshakes_failed;
  core::Counter& handle_microseconds;

 private:
  core::Counter& success_;
  core::Counter& redirect_;
  core::Counter& client_fault_;
  core::Counter& server_fault_;
};

// Gets the reply to a request, whatever happens behind the door.
class Answers final {
 public:
  Answers(const Callbacks& callbacks, const core::Clock& clock, core::Random& random, core::Log& log,
          const core::Metrics& metrics, ServerFigures& figures, const std::string& tenant);

  void stamp(message::Raw& raw);                                       // correlation id, time; drops a certificate past its time
  message::Reply handle(message::Raw raw);                             // on a worker; the last catch
  // nullopt: not a probe. What the figures tell is for the machine itself and for operators (their door serves nothing else).
  std::optional<message::Reply> probe(const message::Raw& raw, bool for_operators) const;
  message::Reply refuse(const Fault& fault, const message::Raw& raw);  // before any worker saw it
  core::Instant now() const { return clock_.now(); }

 private:
  message::Reply to_reply(const Fault& fault, const message::Raw& raw) const;
  void tell(const Fault& fault, const message::Raw& raw);

  const Callbacks& callbacks_;
  const core::Clock& clock_;
  core::Random& random_;
  core::Log& log_;
  Probes probes_;
  ServerFigures& figures_;
  std::atomic<std::int64_t> told_second_{0};  // strangers can't fill the log
  std::atomic<int> told_{0};
};

}  // namespace sluis::transport
