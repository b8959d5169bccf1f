#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "adapters/simulator_kit/scenario.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/spoiler.hpp"
#include "gateway/core/log.hpp"

namespace sluis::sandbox {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                    // 0: a free one
  std::string certificate, key;              // PEM files; empty: plain HTTP
  std::string wrong_certificate, wrong_key;  // of another root, for the scenario that asks for it; empty: the same
  Spoiler::Means means{};
};

// Serves one simulator over HTTPS (TLS 1.2 or later) and lets the scenario come between: it may also stop listening, which ends
// its connections, and come back on the same port. Stops when destroyed.
class HttpsServer final {
 public:
  // Throws std::runtime_error when it can't listen. All that it is given by reference outlives it.
  HttpsServer(Simulator& simulator, Scenario& scenario, core::Log& log, const ServerSettings& settings);
  ~HttpsServer();
  std::uint16_t port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sluis::sandbox
