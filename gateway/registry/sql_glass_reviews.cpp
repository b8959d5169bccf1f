#include "gateway/registry/sql_glass_reviews.hpp"

#include "gateway/registry/glass_tables.hpp"
#include "gateway/registry/outbox_tables.hpp"

namespace sluis::registry {


Result<model::GlassReview> SqlGlassReviews::use(const model::GlassReview& fresh, const std::vector<spi::OutboxItem>& told) {
  auto review = fresh;
  bool opened = false;
  const auto written = database_.write(fresh.patient.text(), [&](Session& session) {
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

Result<std::vector<model::GlassReview>> SqlGlassReviews::reviews(const std::string& state) {
  return database_.read([&](Session& session) { return reviews_of(session, state); });
}

Result<std::optional<model::GlassReview>> SqlGlassReviews::review(const std::string& id) {
  return database_.read([&](Session& session) { return review_of(session, id); });
}

Result<model::GlassReview> SqlGlassReviews::close(const model::GlassReview& judged) {
  auto review = this->review(judged.id);
  if (!review) return review.error();
  if (!*review) return Fault(FaultId::NotFound, "no such review");
  const auto patient = (*review)->patient;
  bool closed_before = false;
  const auto written = database_.write(patient.text(), [&](Session& session) {
    *review = review_of(session, judged.id);
    closed_before = *review && (*review)->closed;
    if (!*review || closed_before) return spi::Written{spi::WriteState::NotFound, judged.id};
    close_review(session, patient, judged);
    (*review)->closed = judged.closed;
    (*review)->justified = judged.justified;
    (*review)->reviewer = judged.reviewer;
    (*review)->verdict = judged.verdict;
    return spi::Written{spi::WriteState::Stored, judged.id};
  });
  if (!written) return written.error();
  if (!*review) return Fault(FaultId::NotFound, "no such review");
  if (closed_before) return Fault(FaultId::Conflict, "the review is closed already").tell_caller("the review is closed already");
  return std::move(**review);
}

// Looked at before it is locked: when nothing is due, nothing is written.
Result<std::vector<model::GlassReview>> SqlGlassReviews::escalate(core::Instant now,
                                                                     const std::function<spi::OutboxItem(const model::GlassReview&)>& told) {
  auto due = database_.read([&](Session& session) { return reviews_due(session, now); });
  if (!due || due->empty()) return due;
  const auto written = database_.write("glass reviews due", [&](Session& session) {
    *due = reviews_due(session, now);
    std::erase_if(*due, [&](const auto& review) { return !mark_escalated(session, review); });
    for (auto& review : *due) {
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
