#pragma once

#include "gateway/registry/outbox_bell.hpp"
#include "gateway/registry/database.hpp"
#include "gateway/spi/glass_reviews.hpp"

namespace sluis::registry {

// Uses of break-the-glass in the file of the registrations.
class SqlGlassReviews final : public spi::GlassReviews {
 public:
  // Both must outlive this.
  SqlGlassReviews(Database& database, OutboxBell& bell) : database_(database), bell_(bell) {}

  Result<model::GlassReview> use(const model::GlassReview& fresh, const std::vector<spi::OutboxItem>& told) override;
  Result<std::vector<model::GlassReview>> reviews(const std::string& state) override;
  Result<std::optional<model::GlassReview>> review(const std::string& id) override;
  Result<model::GlassReview> close(const model::GlassReview& judged) override;
  Result<std::vector<model::GlassReview>> escalate(core::Instant now,
                                                   const std::function<spi::OutboxItem(const model::GlassReview&)>& told) override;

 private:
  Database& database_;
  OutboxBell& bell_;
};

}  // namespace sluis::registry
