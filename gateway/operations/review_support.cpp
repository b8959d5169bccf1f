#include "gateway/operations/review_support.hpp"

#include "gateway/core/calendar.hpp"

namespace sluis::operations {

void write_review(core::JsonWriter& out, const model::GlassReview& review) {
  const char* state = review.closed ? "closed" : review.escalated ? "escalated" : "open";
  out.begin_object().member("id", review.id).member("state", state);
  out.key("patient").begin_object().member("ssin", review.patient.text()).end_object();
  out.member("who", review.caller_name).member("reason", review.reason).member("uses", review.uses);
  out.member("opened", core::to_text(review.opened)).member("box_ends", core::to_text(review.box_ends));
  out.member("due", core::to_text(review.due)).member("escalated", review.escalated);
  if (review.closed) {
    out.member("closed", core::to_text(*review.closed)).member("justified", review.justified).member("text", review.verdict);
  }
  out.end_object();
}

}  // namespace sluis::operations
