#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "gateway/core/metrics.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::transport {

struct WireSettings {
  std::string trusted_roots;                     // PEM file for https requests that name none
  std::size_t answer_bytes = 10 * 1024 * 1024;   // larger answers are refused
  std::size_t idle_per_peer = 16;                // connections kept for later, per host, port and roots
  std::chrono::milliseconds idle_time{15'000};   // a connection parked longer is not used again
};

// The client side of HTTP(S)/1.1: POST only, TLS 1.2 or 1.3, certificate and host name (or IP address) verified against the
// roots, no redirect followed. The deadline holds for the whole call, also against a peer that drips bytes.
// A kept connection that turns out closed before anything was received is replaced once.
class HttpWire final : public spi::Wire {
 public:
  HttpWire(WireSettings settings, core::Metrics& metrics);
  ~HttpWire() override;
  HttpWire(const HttpWire&) = delete;
  HttpWire& operator=(const HttpWire&) = delete;

  // Beside the faults of spi::Wire: SettingsRefused when the url or the roots file can't be used.
  Result<spi::WireReply> post(const spi::WireRequest& request) override;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sluis::transport
