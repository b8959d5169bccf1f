#pragma once

#include <optional>
#include <string>

#include "gateway/core/clock.hpp"

namespace sluis::model {

// Where an answer comes from.
struct Provenance {
  std::string authority = "local";            // local, ehealth
  std::optional<core::Instant> as_of = {};    // when the authority said so; absent: now
  bool fresh = true;                          // false: remembered from an earlier answer
  bool pending = false;                       // stored here, not yet acknowledged by the authority
};

}  // namespace sluis::model
