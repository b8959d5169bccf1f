#pragma once

#include <array>
#include <cstdint>

#include "gateway/core/clock.hpp"
#include "gateway/core/result.hpp"

namespace sluis::spi {

// New: seen for the first time, and remembered. Full: nothing more can be remembered, so nothing more may be accepted.
enum class ReplayOutcome { New, Seen, Full };

using MessageDigest = std::array<std::uint8_t, 32>;  // SHA-256 of what was signed

// Which messages were accepted, known to every process on one registry and kept over a restart of any of them. Thread-safe.
class ReplayMemory {
 public:
  virtual ~ReplayMemory() = default;
  // Of all who ask about one digest, at whatever node and instant, exactly one is told New, and only after that is durable; it is
  // remembered at least until `until`. Fault RegistryUnavailable: it isn't known whether the message was seen.
  virtual Result<ReplayOutcome> remember(const MessageDigest& message, core::Instant until, core::Instant now) = 0;
};

}  // namespace sluis::spi
