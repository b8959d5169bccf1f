#include "gateway/registry/review_network.hpp"

namespace sluis::registry {
namespace {

// Who judged, as the token certifies him.
std::string key_of(const model::Identity& reviewer) {
  if (reviewer.ssin) return "ssin:" + reviewer.ssin->text();
  if (reviewer.nihii) return "nihii:" + reviewer.nihii->text();
  if (reviewer.organisation) return "organisation:" + reviewer.organisation->number;
  return "credential:" + reviewer.credential;
}

}  // namespace

ReviewNetwork::ReviewNetwork(Store& store) : store_(store) { settings_.name = settings_.kind = settings_.source_id = "registry"; }

bool ReviewNetwork::serves(model::OrderKind kind) const {
  return kind == model::OrderKind::ListReviews || kind == model::OrderKind::CloseReview;
}

Result<model::Answer> ReviewNetwork::exchange(const model::Order& order, const model::Decision& decision, spi::Deadline) {
  if (!decision.permitted()) return Fault(FaultId::RuleRefused, "a refused order reached the reviews");
  model::Answer answer;
  if (const auto* query = std::get_if<model::ReviewQuery>(&order.content)) {
    auto reviews = store_.glass_reviews().reviews(query->state);
    if (!reviews) return std::move(reviews).error();
    answer.reviews = std::move(*reviews);
    return answer;
  }
  const auto* verdict = std::get_if<model::ReviewVerdict>(&order.content);
  const auto review = verdict ? store_.glass_reviews().review(verdict->review) : Result<std::optional<model::GlassReview>>(std::nullopt);
  if (!review) return review.error();
  if (!*review) return Fault(FaultId::NotFound, "no review of this id").tell_caller("no review of this id");
  auto judged = **review;
  judged.closed = order.received;
  judged.justified = verdict->justified;
  judged.reviewer = key_of(order.caller);
  judged.verdict = verdict->text;
  auto closed = store_.glass_reviews().close(judged);
  if (!closed) return std::move(closed).error();
  answer.record_id = closed->id;
  answer.reviews.push_back(std::move(*closed));
  return answer;
}

}  // namespace sluis::registry
