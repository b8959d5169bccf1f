#pragma once

#include <chrono>
#include <optional>

#include "gateway/core/result.hpp"
#include "gateway/message/raw.hpp"

namespace sluis::path {

// How long the caller is willing to wait, from the moment his message had arrived: header Sluis-Deadline-Milliseconds, a whole number
// from 1 to 120000; nullopt without one. Fault QuestionRefused names the header.
Result<std::optional<std::chrono::milliseconds>> patience_of(const message::Raw& raw);

// What is left of it, at least a millisecond: an answer that comes too late says so itself.
std::chrono::milliseconds left_of(std::chrono::milliseconds patience, core::Instant received, core::Instant now);

}  // namespace sluis::path
