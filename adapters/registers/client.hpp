#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "gateway/spi/registers.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::adapters::registers {

struct RegisterSettings {
  std::string url;            // base, with or without the final slash
  std::string secret;         // of Authorization: Bearer
  std::string trusted_roots;  // PEM file; "" = the configured default
  std::chrono::milliseconds time_limit{2000};
  // How long an answer may be used again; 0 = never. What a register says may change at any moment, so the default is off.
  std::chrono::milliseconds keep{0};
  std::size_t keep_most = 10'000;  // answers; the oldest go first
};

// The registers over the JSON of adapters/registers/README.md. Whatever goes wrong, wire, status or form, is EvidenceUnavailable:
// nothing is ever assumed. Throws std::runtime_error when the url is empty. `wire` outlives the client.
std::unique_ptr<spi::Registers> make_client(RegisterSettings settings, spi::Wire& wire);

}  // namespace sluis::adapters::registers
