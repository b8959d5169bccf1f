#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "adapters/simulator_kit/pki.hpp"
#include "adapters/simulator_kit/scenario.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"

namespace sluis::sandbox {

struct SandboxSettings {
  std::string folder;  // PKI, logs, the world in use and sandbox.json; made when absent
  std::string address = "127.0.0.1";
  std::string scenario;   // JSON text; empty: everything normal
  std::string key_store;  // folder of keys kept from run to run; empty: every key is new
  std::uint64_t seed = 0;               // of the scenario's chances
  std::vector<std::string> identities = {};  // numbers of whom in a large world gets one, beside the built-in people
};

// The whole outside world in one process: PKI, every simulator on a free port, and the control door that changes the
// scenario.
class Sandbox final {
 public:
  // Returns when all of it answers and sandbox.json is in place. Throws InputRefused or std::runtime_error.
  // The clock outlives the sandbox.
  Sandbox(World world, const SandboxSettings& settings, const core::Clock& clock);
  ~Sandbox();

  const World& world() const;
  const Pki& pki() const;
  Scenario& scenario();
  std::string file() const;  // of sandbox.json

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Makes the PKI alone, with identities.json beside it.
void make_pki_only(const World& world, const SandboxSettings& settings, const core::Clock& clock);

}  // namespace sluis::sandbox
