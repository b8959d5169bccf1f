#include "gateway/decision/decider.hpp"

#include "gateway/decision/access_right_orders.hpp"
#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/dossier_orders.hpp"
#include "gateway/decision/hub_orders.hpp"
#include "gateway/decision/kept_orders.hpp"
#include "gateway/decision/listing.hpp"
#include "gateway/decision/questions.hpp"
#include "gateway/decision/registrations.hpp"
#include "gateway/decision/review_orders.hpp"
#include "gateway/decision/trail_orders.hpp"
#include "gateway/model/order_groups.hpp"

namespace sluis::decision {
namespace {

using Rules = Status (*)(const model::Order&, const Policy&, Evidence&, model::Decision&);

Result<model::Decision> decide_registration(Rules rules, const model::Order& order, const Policy& policy,
                                            Evidence& evidence) {
  model::Decision decision;
  if (auto done = rules(order, policy, evidence, decision); !done) return std::move(done).error();
  decision.verdict = decision.errors.empty() ? model::Verdict::Permit : model::Verdict::Deny;
  if (!decision.permitted()) decision.registration = std::monostate{};
  return decision;
}

Result<model::Decision> decided(const model::Order& order, const Policy& policy, const Sources& sources, Evidence& evidence) {
  switch (order.kind) {
    case model::OrderKind::PutConsent:
    case model::OrderKind::GetConsent:
    case model::OrderKind::RevokeConsent:
    case model::OrderKind::ConsentStatus:
      return decide_registration(decide_consent, order, policy, evidence);
    case model::OrderKind::PutLink:
    case model::OrderKind::GetLinks:
    case model::OrderKind::RevokeLink:
    case model::OrderKind::HasLink:
      return decide_registration(decide_link, order, policy, evidence);
    case model::OrderKind::PutLinks:
      return decide_registration(decide_links, order, policy, evidence);
    case model::OrderKind::PutExclusion:
    case model::OrderKind::GetExclusions:
    case model::OrderKind::GetExclusionHistory:
    case model::OrderKind::PreviewExclusion:
    case model::OrderKind::RevokeExclusion:
      return decide_registration(decide_exclusion, order, policy, evidence);
    case model::OrderKind::PutAccessRight:
    case model::OrderKind::GetAccessRights:
    case model::OrderKind::RevokeAccessRight:
      return decide_access_right(order, policy, evidence);
    case model::OrderKind::ReadAccesses:
      return decide_accesses(order, policy, evidence);
    case model::OrderKind::ReadAuditTrail:
      return decide_audit_trail(order, policy, evidence);
    case model::OrderKind::ListReviews:
    case model::OrderKind::CloseReview:
      return decide_review(order, sources.reviewers, sources.reviews);
    case model::OrderKind::FetchEvidence:
      return decide_evidence(order, sources.archive, policy, evidence);
    case model::OrderKind::ReadNotifications:
      return decide_notifications(order);
    default:
      break;
  }
  if (std::holds_alternative<model::HubOrder>(order.content)) return decide_hub_order(order, policy, evidence);
  if (std::holds_alternative<model::DossierOrder>(order.content)) return decide_dossier_order(order, policy, evidence);
  return Fault(FaultId::Internal, "an order of unknown kind");
}

Result<model::Decision> decide_list(const model::Order& order, const PolicyBook& policies, const Sources& sources, core::Instant now,
                                    Sight* sight) {
  if (std::get<model::ReferenceQuery>(order.content).transactions_only) {  // a message of a hub's client
    Evidence evidence(sources, now);
    model::Decision broken;
    const auto is_broken = refuse_broken_message(order, policies.current(), evidence, broken);
    if (!is_broken) return is_broken.error();
    if (*is_broken) return broken;
  }
  const auto listing = std::make_shared<Listing>(order, policies.shared(), sources, now);
  if (sight) *sight = [listing](const auto& documents) { return listing->open(documents); };
  return listing->decide();
}

}  // namespace

Decider::Decider(Sources sources, const core::Clock& clock, core::Random& random, const std::string& policy_folder)
    : sources_(sources),
      clock_(clock),
      random_(random),
      policies_(std::make_unique<const PolicyBook>(sources, policy_folder, clock.now())) {}

Decider::~Decider() = default;

Result<model::Decision> Decider::decide(const model::Order& order, Sight* sight) const {
  const auto now = clock_.now();
  Evidence evidence(sources_, now, model::changes_registrations(order.kind));
  if (order.kind == model::OrderKind::Decide)
    return decide_questions(order, *policies_, sources_.archive, evidence, random_);
  auto decision = order.kind == model::OrderKind::ListReferences  ? decide_list(order, *policies_, sources_, now, sight)
                  : order.kind == model::OrderKind::RerunDecision ? decide_again(order, *policies_, sources_)
                                                                  : decided(order, policies_->current(), sources_, evidence);
  if (!decision) return decision;
  decision->id = core::random_uuid(random_);
  if (decision->policy.empty()) decision->policy = policies_->digest();
  return decision;
}

}  // namespace sluis::decision
