#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/metrics.hpp"
#include "gateway/message/raw.hpp"
#include "gateway/message/reply.hpp"

namespace sluis::transport {

// One part of the house that must work before orders may be sent here.
struct ReadyPart {
  std::string name;    // "registry", "trail", "token"
  bool ready = false;
  std::string detail;  // why not, for the operator; "" when ready
};

// Asked on the poll thread for every /readyz: reads what is known, must neither block nor throw.
using ReadinessCheck = std::function<std::vector<ReadyPart>()>;

// /healthz, /readyz and /metrics (Prometheus text). Answered on the poll thread, so that they never wait behind orders.
class Probes final {
 public:
  // `tenant`: a label on every figure but those of the process; none when empty.
  Probes(const core::Metrics& metrics, ReadinessCheck readiness, const std::string& tenant);

  static bool is_probe(const std::string& path);
  // nullopt: a probe path with another method than GET or HEAD.
  std::optional<message::Reply> answer(const message::Raw& raw) const;

 private:
  message::Reply ready_reply() const;

  const core::Metrics& metrics_;
  ReadinessCheck readiness_;
  const std::string tenant_;  // tenant="name"
};

}  // namespace sluis::transport
