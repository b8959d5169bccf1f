#include "gateway/registry/glass_tables.hpp"

#include <stdexcept>

namespace sluis::registry {
namespace {

constexpr auto kSelect = "SELECT id, patient, caller, caller_name, reason, uses, opened, box_ends, due, escalated, closed, justified, "
                         "reviewer, verdict FROM glass_review WHERE ";

model::GlassReview review_in(const Row& row) {
  const auto patient = model::Ssin::parse(row.text(1));
  if (!patient) throw std::runtime_error("a review of the registry has no patient");
  model::GlassReview review{row.text(0),   *patient,      row.text(2),  row.text(3), row.text(4), static_cast<int>(row.number(5)),
                            row.moment(6), row.moment(7), row.moment(8), row.flag(9), {},          row.flag(11),
                            row.text(12),  row.text(13)};
  if (row.number(10) != 0) review.closed = row.moment(10);
  return review;
}

std::vector<model::GlassReview> select(Session& session, const std::string& condition, std::initializer_list<Value> values) {
  return session.all(kSelect + condition, values, review_in);
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

std::optional<model::GlassReview> join_box(Session& session, const model::GlassReview& use) {
  auto box = first_of(select(session, "patient = ? AND caller = ? AND box_ends > ? AND closed = 0 ORDER BY seq DESC LIMIT 1",
                             {use.patient.text(), use.caller, use.opened}));
  if (!box) return box;
  session.run("UPDATE glass_review SET uses = uses + 1 WHERE patient = ? AND id = ?", {use.patient.text(), box->id});
  ++box->uses;
  return box;
}

void open_review(Session& session, const model::GlassReview& fresh) {
  session.run("INSERT INTO glass_review (id, patient, caller, caller_name, reason, uses, opened, box_ends, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {fresh.id, fresh.patient.text(), fresh.caller, fresh.caller_name, fresh.reason, fresh.uses, fresh.opened, fresh.box_ends,
               fresh.due});
}

void close_review(Session& session, const model::Ssin& patient, const model::GlassReview& judged) {
  if (!judged.closed) throw std::invalid_argument("a judged review has no moment");
  session.run("UPDATE glass_review SET closed = ?, justified = ?, reviewer = ?, verdict = ? WHERE patient = ? AND id = ?",
              {*judged.closed, judged.justified, judged.reviewer, judged.verdict, patient.text(), judged.id});
}

bool mark_escalated(Session& session, const model::GlassReview& review) {
  return session.run("UPDATE glass_review SET escalated = 1 WHERE patient = ? AND id = ? AND closed = 0 AND escalated = 0",
                     {review.patient.text(), review.id}) == 1;
}

std::optional<model::GlassReview> review_of(Session& session, const std::string& id) {
  return first_of(select(session, "id = ?", {id}));
}

std::vector<model::GlassReview> reviews_of(Session& session, const std::string& state) {
  return select(session, condition_of(state) + " ORDER BY seq", {});
}

std::vector<model::GlassReview> reviews_due(Session& session, core::Instant now_is) {
  return select(session, "closed = 0 AND escalated = 0 AND due <= ? ORDER BY due, seq", {now_is});
}

std::vector<model::GlassReview> reviews_about(Session& session, const model::Ssin& patient) {
  return select(session, "patient = ? ORDER BY seq DESC", {patient.text()});
}

}  // namespace sluis::registry
