#pragma once

#include <functional>
#include <optional>
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
  // A use: joins the review of the same person and patient whose box still holds and that nobody has judged, or opens `fresh` and
  // commits `told` with it. Durable when it returns.
  virtual Result<model::GlassReview> use(const model::GlassReview& fresh, const std::vector<OutboxItem>& told) = 0;
  virtual Result<std::vector<model::GlassReview>> reviews(const std::string& state) = 0;  // open, escalated, closed; "" = open and escalated; oldest first
  virtual Result<std::optional<model::GlassReview>> review(const std::string& id) = 0;
  // NotFound; Conflict when it is closed already.
  virtual Result<model::GlassReview> close(const model::GlassReview& judged) = 0;
  // Marks those that are past their due moment, each once, and commits what `told` makes of each with it; gives the ones it marked.
  virtual Result<std::vector<model::GlassReview>> escalate(core::Instant now, const std::function<OutboxItem(const model::GlassReview&)>& told) = 0;
};

}  // namespace sluis::spi
