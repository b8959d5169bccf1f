#include "gateway/decision/review_orders.hpp"

#include <algorithm>

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

constexpr auto kRule = "reviewer";

bool is_number_of(const std::string& listed, const model::Identity& caller) {
  if (caller.ssin && listed == caller.ssin->text()) return true;
  if (caller.organisation) {
    const auto& number = caller.organisation->number;
    if (listed == number) return true;
    const bool nihii = caller.organisation->scheme == model::OrganisationScheme::Nihii && model::Nihii::parse(listed);
    if (nihii && listed.substr(0, 8) == number.substr(0, 8)) return true;
  }
  const auto number = model::Nihii::parse(listed);
  return caller.nihii && number && number->same_holder(*caller.nihii);
}

bool is_his_own(const model::GlassReview& review, const model::Identity& caller) {
  return caller.ssin && review.caller == "ssin:" + caller.ssin->text();
}

Result<model::RuleOutcome> judged(const model::Order& order, const std::vector<std::string>& reviewers, spi::GlassReviews* reviews) {
  const bool listed = std::ranges::any_of(reviewers, [&](const auto& number) { return is_number_of(number, order.caller); });
  if (!listed) return fail(kRule, "reviewer_not_listed");
  const auto* verdict = std::get_if<model::ReviewVerdict>(&order.content);
  if (!verdict) return pass(kRule, "reviewer_listed");
  const auto review = reviews ? reviews->review(verdict->review) : Result<std::optional<model::GlassReview>>(std::nullopt);
  if (!review) return review.error();
  if (*review && is_his_own(**review, order.caller)) return fail(kRule, "reviewer_of_own_use");
  return pass(kRule, "reviewer_listed");
}

}  // namespace

Result<model::Decision> decide_review(const model::Order& order, const std::vector<std::string>& reviewers, spi::GlassReviews* reviews) {
  auto rule = judged(order, reviewers, reviews);
  if (!rule) return std::move(rule).error();
  model::Decision decision;
  decision.rules.push_back(std::move(*rule));
  decision.verdict = decision.reason() ? model::Verdict::Deny : model::Verdict::Permit;
  if (!decision.permitted()) decision.would_change.push_back(kRule);
  return decision;
}

}  // namespace sluis::decision
