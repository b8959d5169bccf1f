#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/simulator_kit/simulator.hpp"
#include "gateway/core/log.hpp"

namespace sluis::sandbox {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;        // 0: a free one
  std::string certificate, key;  // PEM files; empty: plain HTTP
};

// Serves one simulator over HTTPS (TLS 1.2 or later) and lets the scenario come between. Stops when destroyed.
class HttpsServer final {
 public:
  // Throws std::runtime_error when it can't listen.
  HttpsServer(Simulator& simulator, Scenario& scenario, core::Log& log, const ServerSettings& settings);
  ~HttpsServer();
  std::uint16_t port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sluis::sandbox
