#pragma once

#include <string>
#include <vector>

#include "gateway/security/gate.hpp"
#include "support_messages.hpp"

namespace sluis::tests {

// A gate that trusts keys().sts, with a clock that stands still at now() and a log that is kept.
struct TestGate {
  explicit TestGate(security::GateSettings chosen = settings());
  static security::GateSettings settings();

  security::Verdict judge(const std::string& text) const;  // as SOAP over POST
  // "rule SLU-number", or "accepted": what the tests compare.
  std::string told(const std::string& text) const;

  mutable core::ManualClock clock{now()};
  mutable std::vector<std::string> lines;
  mutable core::Log log;
  mutable security::MemoryReplayGuard replays;
  security::Gate gate;
};

message::Raw soap_request(const std::string& text);
std::string told(const security::Verdict& verdict);

}  // namespace sluis::tests
