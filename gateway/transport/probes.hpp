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

// The list of what is trusted, as JSON. Asked on the poll thread for every /trust: reads what is known, must not block.
using TrustList = std::function<std::string()>;

// /healthz, /readyz, /metrics (Prometheus text) and /trust. Answered on the poll thread, so that they never wait behind orders.
class Probes final {
 public:
  // `tenant`: a label on every figure but those of the process; none when empty.
  Probes(const core::Metrics& metrics, ReadinessCheck readiness, TrustList trust, const std::string& tenant);

  static bool is_probe(const std::string& path);
  static bool is_for_operators(const std::string& path);  // figures and the list: not for every caller
  // nullopt: a probe path with another method than GET or HEAD.
  std::optional<message::Reply> answer(const message::Raw& raw) const;

 private:
  message::Reply ready_reply() const;
  message::Reply trust_reply() const;

  const core::Metrics& metrics_;
  ReadinessCheck readiness_;
  TrustList trust_;
  const std::string tenant_;  // tenant="name"
};

}  // namespace sluis::transport
