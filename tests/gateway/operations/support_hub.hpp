#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/core/random.hpp"
#include "gateway/decision/decider.hpp"
#include "gateway/registry/registration_network.hpp"
#include "gateway/spi/operation.hpp"
#include "tests/support/fake_registers.hpp"
#include "tests/support/fake_registry.hpp"
#include "tests/support/sample_world.hpp"

namespace sluis::test {

// The path of a registration behind the gate: read, decide, exchange with the registry, write; and the answer judged by
// schema.
struct HubBench {
  FakeRegistry registry;
  FakeRegisters registers;
  core::ManualClock clock{instant("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  decision::Decider decider;
  registry::RegistrationNetwork network;
  std::vector<std::unique_ptr<spi::Operation>> operations;

  HubBench();
  // The operation of a body element; null when there is none.
  const spi::Operation* find(const std::string& request) const;
  // Answer to a body, as its author with a token that fits him.
  std::string answer(const std::string& body);
  std::string answer(const std::string& body, const model::Identity& caller);

  model::Declaration declared(const std::string& at, const std::string& by = kGert) const;
  void give_consent(const std::string& patient);
  void link(const std::string& patient, const std::string& party, const std::string& category, const std::string& type);
  void exclude(const std::string& patient, const model::Party& party);
};

model::Identity identity_of(const model::AuthorClaim& author);
// "ok" when complete, else the codes joined with blanks.
std::string codes_in(const std::string& response);
// Empty when the answer is valid by our schema and, where it is there, by the official one.
std::string trouble_with(const std::string& response);

}  // namespace sluis::test
