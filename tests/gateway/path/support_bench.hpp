#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/path/exchange.hpp"
#include "mappings/schemas.hpp"
#include "tests/gateway/security/support_gate.hpp"
#include "tests/support/fake_registry.hpp"
#include "tests/support/sample_world.hpp"

namespace sluis::test {

// A trail that keeps its events, or is full.
class FakeTrail final : public spi::Trail {
 public:
  bool full = false;
  std::vector<model::AuditEvent> events;

  Status record(const model::AuditEvent& event) override {
    if (full) return Fault(FaultId::TrailUnavailable, "told to be full");
    events.push_back(event);
    return Done{};
  }
  Result<std::vector<model::Access>> accesses(const spi::TrailQuery&) override { return std::vector<model::Access>{}; }
};

// The whole path with the real gate, operations and rules; registry, registers, trail and network are fakes.
struct Bench {
  tests::TestGate gate;
  const mappings::Schemas& schemas;
  path::OperationTable operations;
  FakeRegistry registry;
  FakeRegisters registers;
  core::SystemRandom random;
  decision::Decider decider;
  FakeTrail trail;
  core::Metrics metrics;
  int routed = 0;
  std::function<Result<model::Answer>()> network = [] { return model::Answer{}; };
  routing::Router router;
  path::Exchange exchange;

  Bench();
  message::Reply run(message::Raw raw) { return exchange.run(std::move(raw)); }
  // A message that the gate has let through.
  message::Verified verified(message::Raw raw) const;
};

// Signed by the physician kGert, sent to the consent service; empty action: no SOAPAction header.
message::Raw signed_request(const std::string& body_element, const std::string& soap_action = {});
message::Raw json_request(const std::string& path, const std::string& body);

// The body element of GetPatientConsentStatus by this physician.
std::string status_question(const std::string& patient = kAnna, const std::string& author = kGert);
inline constexpr auto kStatusAction = "urn:be:fgov:ehealth:consent:protocol:v1:GetPatientConsentStatus";

bool holds(const std::string& text, const std::string& part);

}  // namespace sluis::test
