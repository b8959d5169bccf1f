#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/glass_review.hpp"
#include "gateway/spi/outbox.hpp"

namespace sluis::spi {

// Every use of break-the-glass until somebody has judged it. Fault RegistryUnavailable. Thread-safe.
class GlassReviews {
 public:
  virtual ~GlassReviews() = default;
  // A use: joins the box of the same person and patient that is still open in time, or opens `fresh` and commits `told` with it.
  virtual Result<model::GlassReview> use(const model::GlassReview& fresh, const std::vector<OutboxItem>& told) = 0;
  virtual Result<std::vector<model::GlassReview>> reviews(const std::string& state) = 0;  // open, escalated, closed; "" = open and escalated
  // NotFound; Conflict when it is closed already.
  virtual Result<model::GlassReview> close(const model::GlassReview& judged) = 0;
  // Marks those that are past their due moment; gives the ones it marked.
  virtual Result<std::vector<model::GlassReview>> escalate(core::Instant now) = 0;
};

}  // namespace sluis::spi
