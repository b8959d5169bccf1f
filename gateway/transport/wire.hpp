#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/metrics.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::transport {

struct WireSettings {
  std::string trusted_roots;                     // PEM file for https requests that name none
  std::size_t answer_bytes = 10 * 1024 * 1024;   // larger answers are refused
  std::size_t idle_per_peer = 16;                // connections kept for later, per host, port and roots
  std::chrono::milliseconds idle_time{15'000};   // a connection parked longer is not used again
};

// What calls believe and show, in place of what files hold at their first use.
struct WireTrust {
  std::map<std::string, std::vector<native::Certificate>> roots;               // by the path that requests name
  std::vector<std::pair<std::string, native::Credential>> client_credentials;  // shown to the server of this url
};

// The certificate that a server showed at the last handshake.
struct SeenServer {
  std::string network;    // as the last request named it
  std::string authority;  // host:port
  native::Certificate certificate;
};

// The client side of HTTP(S)/1.1: POST only, TLS 1.2 or 1.3, certificate and host name (or IP address) verified against the
// roots, no redirect followed. The deadline holds for the whole call, also against a peer that drips bytes.
// A kept connection that turns out closed before anything was received is replaced once.
// Each call uses what is believed and shown when it starts.
class HttpWire final : public spi::Wire {
 public:
  HttpWire(WireSettings settings, core::Metrics& metrics);
  ~HttpWire() override;
  HttpWire(const HttpWire&) = delete;
  HttpWire& operator=(const HttpWire&) = delete;

  // Beside the faults of spi::Wire: SettingsRefused when the url or the roots file can't be used.
  Result<spi::WireReply> post(const spi::WireRequest& request) override;

  // Gets ready to believe and show something else, from the calls on that start after what is returned was run. Kept connections of
  // before are not used again. Files of roots that `trust` doesn't hold are read at their first use, as without it. Throws
  // std::runtime_error when it can't be used.
  std::function<void()> prepare(WireTrust trust);

  std::vector<SeenServer> seen() const;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sluis::transport
