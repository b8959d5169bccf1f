#include "gateway/registry/sqlite_glass_reviews.hpp"

#include "gateway/registry/glass_tables.hpp"
#include "gateway/registry/outbox_tables.hpp"

namespace sluis::registry {

using Session = SqliteFile::Session;

Result<model::GlassReview> SqliteGlassReviews::use(const model::GlassReview& fresh, const std::vector<spi::OutboxItem>& told) {
  auto review = fresh;
  bool opened = false;
  const auto written = file_.write([&](Session& session) {
    const auto box = join_box(session, fresh);
    opened = !box;
    review = box.value_or(fresh);
    if (opened) {
      open_review(session, fresh);
      for (const auto& item : told) owe(session, item);
    }
    return spi::Written{spi::WriteState::Stored, review.id};
  });
  if (!written) return written.error();
  if (opened && !told.empty()) bell_.ring();
  return review;
}

Result<std::vector<model::GlassReview>> SqliteGlassReviews::reviews(const std::string& state) {
  return file_.read([&](Session& session) { return reviews_of(session, state); });
}

Result<std::optional<model::GlassReview>> SqliteGlassReviews::review(const std::string& id) {
  return file_.read([&](Session& session) { return review_of(session, id); });
}

Result<model::GlassReview> SqliteGlassReviews::close(const model::GlassReview& judged) {
  std::optional<model::GlassReview> review;
  bool closed_before = false;
  const auto written = file_.write([&](Session& session) {
    review = review_of(session, judged.id);
    closed_before = review && review->closed;
    if (!review || closed_before) return spi::Written{spi::WriteState::NotFound, judged.id};
    close_review(session, judged);
    review->closed = judged.closed;
    review->justified = judged.justified;
    review->reviewer = judged.reviewer;
    review->verdict = judged.verdict;
    return spi::Written{spi::WriteState::Stored, judged.id};
  });
  if (!written) return written.error();
  if (!review) return Fault(FaultId::NotFound, "no such review");
  if (closed_before) return Fault(FaultId::Conflict, "the review is closed already").tell_caller("the review is closed already");
  return std::move(*review);
}

// Looked at before it is locked: when nothing is due, nothing is written.
Result<std::vector<model::GlassReview>> SqliteGlassReviews::escalate(core::Instant now,
                                                                     const std::function<spi::OutboxItem(const model::GlassReview&)>& told) {
  auto due = file_.read([&](Session& session) { return reviews_due(session, now); });
  if (!due || due->empty()) return due;
  const auto written = file_.write([&](Session& session) {
    *due = reviews_due(session, now);
    for (auto& review : *due) {
      mark_escalated(session, review.id);
      review.escalated = true;
      owe(session, told(review));
    }
    return spi::Written{spi::WriteState::Stored, {}};
  });
  if (!written) return written.error();
  if (!due->empty()) bell_.ring();
  return due;
}

}  // namespace sluis::registry
