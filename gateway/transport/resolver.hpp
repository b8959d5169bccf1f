#pragma once

#include <Poco/Net/IPAddress.h>

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::transport {

// Addresses of a host, remembered for a while: a slow name server holds no call beyond its deadline, and a silent one
// disturbs only hosts that were not known before. Thread-safe.
class Resolver final {
 public:
  using Addresses = std::vector<Poco::Net::IPAddress>;

  // Faults without a network name: NetworkUnreachable, NetworkTimedOut.
  Result<Addresses> resolve(const std::string& host, spi::Deadline deadline);

 private:
  struct Known {
    Addresses addresses;
    spi::Deadline until;
  };
  std::mutex mutex_;
  std::map<std::string, Known> known_;
};

}  // namespace sluis::transport
