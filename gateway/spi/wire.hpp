#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "gateway/core/result.hpp"

namespace sluis::spi {

using Deadline = std::chrono::steady_clock::time_point;

struct WireRequest {
  std::string url;           // http(s)://host:port/path
  std::string content_type;  // "text/xml; charset=utf-8"
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  Deadline deadline;
  std::string trusted_roots;  // PEM file for https; "" = the configured default
  std::string network;        // names the network in faults and metrics
};

struct WireReply {
  int status = 0;
  std::string content_type;
  std::string body;
};

// HTTP(S) POST to the outside. Keeps connections alive. Faults: NetworkUnreachable, NetworkTimedOut, NetworkAnswerRefused
// (answer too large or broken framing). Thread-safe. Any HTTP status is a reply, not a fault.
class Wire {
 public:
  virtual ~Wire() = default;
  virtual Result<WireReply> post(const WireRequest& request) = 0;
};

}  // namespace sluis::spi
