#pragma once

#include <string>
#include <string_view>

#include "adapters/network_kit/soap_call.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::adapters::metahub {

// How the metahub is called, whoever asks. Faults: those of the call; NetworkFault when it refuses us as a caller.
class MetahubCall final {
 public:
  MetahubCall(const spi::NetworkSettings& settings, const spi::Surroundings& house, const std::string& identity);

  Result<mappings::wss::SoapAnswer> send(std::string_view action, std::string_view body, spi::Deadline deadline) const;
  // Identifier and moment of a request; the author is the caller's business.
  model::RequestHeader header() const;
  Fault refused(std::string what) const { return network_kit::refused(counterpart_, std::move(what)); }
  Fault refusal(std::string what) const { return Fault(FaultId::NetworkFault, std::move(what), counterpart_.network); }
  const spi::Surroundings& house() const { return house_; }

 private:
  const std::chrono::milliseconds time_limit_;
  const spi::Surroundings house_;
  const network_kit::Counterpart counterpart_;
};

std::string setting(const spi::NetworkSettings& settings, const std::string& key, const std::string& fallback = {});
long number_setting(const spi::NetworkSettings& settings, const std::string& key, long fallback);  // throws std::runtime_error

}  // namespace sluis::adapters::metahub
