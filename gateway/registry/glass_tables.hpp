#pragma once

#include <Poco/Data/Session.h>

#include <optional>
#include <string>
#include <vector>

#include "gateway/model/glass_review.hpp"

// Uses of break-the-glass as rows. All throw Poco::Exception or std::runtime_error (unreadable store); a write belongs to the
// transaction that the caller has begun.
namespace sluis::registry {

// The review whose box this use falls in, with one use more; nullopt when there is none.
std::optional<model::GlassReview> join_box(Poco::Data::Session& session, const model::GlassReview& use);
void open_review(Poco::Data::Session& session, const model::GlassReview& fresh);
void close_review(Poco::Data::Session& session, const model::GlassReview& judged);
void mark_escalated(Poco::Data::Session& session, const std::string& id);

std::optional<model::GlassReview> review_of(Poco::Data::Session& session, const std::string& id);
std::vector<model::GlassReview> reviews_of(Poco::Data::Session& session, const std::string& state);
std::vector<model::GlassReview> reviews_due(Poco::Data::Session& session, core::Instant now);      // neither judged nor escalated
std::vector<model::GlassReview> reviews_about(Poco::Data::Session& session, const model::Ssin& patient);

}  // namespace sluis::registry
