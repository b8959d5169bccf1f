#pragma once

#include <optional>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/model/identifiers.hpp"

namespace sluis::model {

// One use of break-the-glass and what came of it. Uses by the same person for the same patient within the box are one.
struct GlassReview {
  std::string id;
  Ssin patient;
  std::string caller;        // model::Party::key() of who looked
  std::string caller_name;
  std::string reason;        // as he gave it first
  int uses = 1;
  core::Instant opened;
  core::Instant box_ends;    // from then on a new reason is a new use
  core::Instant due;         // when a reviewer must have judged it
  bool escalated = false;    // it was not judged in time
  std::optional<core::Instant> closed;
  bool justified = false;
  std::string reviewer;      // key of who judged
  std::string verdict;       // his text
};

}  // namespace sluis::model
