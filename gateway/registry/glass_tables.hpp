#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/model/glass_review.hpp"
#include "gateway/registry/session.hpp"

// Uses of break-the-glass as rows. All throw DatabaseError or std::runtime_error (unreadable store); a write belongs to the
// transaction that the caller has begun.
namespace sluis::registry {

// The review whose box this use falls in, with one use more; nullopt when there is none.
std::optional<model::GlassReview> join_box(Session& session, const model::GlassReview& use);
void open_review(Session& session, const model::GlassReview& fresh);
void close_review(Session& session, const model::Ssin& patient, const model::GlassReview& judged);
// false: somebody judged it, or marked it, a moment ago.
bool mark_escalated(Session& session, const model::GlassReview& review);

std::optional<model::GlassReview> review_of(Session& session, const std::string& id);
std::vector<model::GlassReview> reviews_of(Session& session, const std::string& state);
std::vector<model::GlassReview> reviews_due(Session& session, core::Instant now);      // neither judged nor escalated
std::vector<model::GlassReview> reviews_about(Session& session, const model::Ssin& patient);

}  // namespace sluis::registry
