#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sluis::core {

// Randomness, injected. bytes() gives cryptographic quality in SystemRandom.
class Random {
 public:
  virtual ~Random() = default;
  virtual std::vector<std::uint8_t> bytes(std::size_t count) = 0;
};

// getrandom(2); throws std::runtime_error when the kernel refuses (nothing can run without it).
class SystemRandom final : public Random {
 public:
  std::vector<std::uint8_t> bytes(std::size_t count) override;
};

std::string random_hex(Random& random, std::size_t bytes);
std::string random_uuid(Random& random);  // RFC 4122 version 4, lower case

}  // namespace sluis::core
