#include "gateway/registry/glass_tables.hpp"

#include <Poco/Data/Statement.h>

#include <stdexcept>

namespace sluis::registry {
namespace {

using namespace Poco::Data::Keywords;
using Texts = std::vector<std::string>;
using Moments = std::vector<Poco::Int64>;

Poco::Int64 number_of(core::Instant at) { return at.time_since_epoch().count(); }
core::Instant instant_of(Poco::Int64 number) { return core::Instant{std::chrono::microseconds{number}}; }

// The columns of a row, read together.
struct Rows {
  Texts ids, patients, callers, names, reasons, reviewers, verdicts;
  std::vector<int> uses, escalated, justified;
  Moments opened, box_ends, due, closed;

  std::vector<model::GlassReview> reviews() const {
    std::vector<model::GlassReview> all;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto patient = model::Ssin::parse(patients[i]);
      if (!patient) throw std::runtime_error("a review of the registry has no patient");
      model::GlassReview review{ids[i], *patient, callers[i], names[i], reasons[i], uses[i], instant_of(opened[i]), instant_of(box_ends[i]),
                                instant_of(due[i]), escalated[i] != 0, {}, justified[i] != 0, reviewers[i], verdicts[i]};
      if (closed[i] != 0) review.closed = instant_of(closed[i]);
      all.push_back(std::move(review));
    }
    return all;
  }
};

constexpr auto kSelect = "SELECT id, patient, caller, caller_name, reason, uses, opened, box_ends, due, escalated, closed, justified, "
                         "reviewer, verdict FROM glass_review WHERE ";

template <class... Parameters>
std::vector<model::GlassReview> select(Poco::Data::Session& session, const std::string& condition, Parameters... parameters) {
  Rows rows;
  Poco::Data::Statement statement(session);
  statement << kSelect + condition, into(rows.ids), into(rows.patients), into(rows.callers), into(rows.names), into(rows.reasons),
      into(rows.uses), into(rows.opened), into(rows.box_ends), into(rows.due), into(rows.escalated), into(rows.closed),
      into(rows.justified), into(rows.reviewers), into(rows.verdicts);
  ((statement, bind(parameters)), ...);
  statement.execute();
  return rows.reviews();
}

std::optional<model::GlassReview> first_of(std::vector<model::GlassReview> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::string condition_of(const std::string& state) {
  if (state == "closed") return "closed <> 0";
  if (state == "escalated") return "closed = 0 AND escalated = 1";
  return state == "open" ? "closed = 0 AND escalated = 0" : "closed = 0";
}

}  // namespace

std::optional<model::GlassReview> join_box(Poco::Data::Session& session, const model::GlassReview& use) {
  auto box = first_of(select(session, "patient = ? AND caller = ? AND box_ends > ? AND closed = 0 ORDER BY seq DESC LIMIT 1",
                             use.patient.text(), use.caller, number_of(use.opened)));
  if (!box) return box;
  session << "UPDATE glass_review SET uses = uses + 1 WHERE id = ?", bind(box->id), now;
  ++box->uses;
  return box;
}

void open_review(Poco::Data::Session& session, const model::GlassReview& fresh) {
  session << "INSERT INTO glass_review (id, patient, caller, caller_name, reason, uses, opened, box_ends, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      bind(fresh.id), bind(fresh.patient.text()), bind(fresh.caller), bind(fresh.caller_name), bind(fresh.reason), bind(fresh.uses),
      bind(number_of(fresh.opened)), bind(number_of(fresh.box_ends)), bind(number_of(fresh.due)), now;
}

void close_review(Poco::Data::Session& session, const model::GlassReview& judged) {
  if (!judged.closed) throw std::invalid_argument("a judged review has no moment");
  session << "UPDATE glass_review SET closed = ?, justified = ?, reviewer = ?, verdict = ? WHERE id = ?", bind(number_of(*judged.closed)),
      bind(judged.justified ? 1 : 0), bind(judged.reviewer), bind(judged.verdict), bind(judged.id), now;
}

void mark_escalated(Poco::Data::Session& session, const std::string& id) {
  session << "UPDATE glass_review SET escalated = 1 WHERE id = ?", bind(id), now;
}

std::optional<model::GlassReview> review_of(Poco::Data::Session& session, const std::string& id) {
  return first_of(select(session, "id = ?", id));
}

std::vector<model::GlassReview> reviews_of(Poco::Data::Session& session, const std::string& state) {
  return select(session, condition_of(state) + " ORDER BY seq");
}

std::vector<model::GlassReview> reviews_due(Poco::Data::Session& session, core::Instant now_is) {
  return select(session, "closed = 0 AND escalated = 0 AND due <= ? ORDER BY due, seq", number_of(now_is));
}

std::vector<model::GlassReview> reviews_about(Poco::Data::Session& session, const model::Ssin& patient) {
  return select(session, "patient = ? ORDER BY seq DESC", patient.text());
}

}  // namespace sluis::registry
