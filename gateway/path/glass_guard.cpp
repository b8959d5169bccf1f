#include "gateway/path/glass_guard.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/core/json_writer.hpp"

namespace sluis::path {
namespace {

constexpr auto kTopic = "notification";

const model::RuleOutcome* glass_rule(const model::Decision& decision) {
  const auto found = std::ranges::find_if(decision.rules, [](const auto& rule) { return rule.rule == "break_the_glass"; });
  return found == decision.rules.end() ? nullptr : &*found;
}

bool is_question(model::OrderKind kind) { return kind == model::OrderKind::Decide || kind == model::OrderKind::RerunDecision; }

std::string reason_of(const model::Order& order) {
  const auto* query = std::get_if<model::ReferenceQuery>(&order.content);
  const auto& reason = query && query->break_the_glass ? query->break_the_glass : order.header.break_the_glass;
  return std::string(core::trim(reason.value_or("")));
}

struct Person {
  std::string key;
  std::string name;
};

std::string joined(const std::vector<std::string>& first, const std::string& family) {
  std::string name;
  for (const auto& one : first) name += one + " ";
  return name + family;
}

// Who looked: the person, also behind an organisation's counter; the organisation alone when nobody is named.
Person who(const model::Order& order) {
  const auto& caller = order.caller;
  if (caller.ssin) return {"ssin:" + caller.ssin->text(), caller.first_name + (caller.first_name.empty() ? "" : " ") + caller.family_name};
  if (const auto* person = order.header.author.professional()) {
    const auto name = joined(person->first_names, person->family_name);
    if (const auto ssin = model::Ssin::parse(person->value("INSS").value_or(""))) return {"ssin:" + ssin->text(), name};
    if (const auto nihii = model::Nihii::parse(person->value("ID-HCPARTY").value_or(""))) return {"nihii:" + nihii->base(), name};
  }
  if (caller.organisation) return {"organisation:" + caller.organisation->number, caller.family_name};
  return {"credential:" + caller.credential, caller.subject};
}

// Names nobody: who tells the patient asks for the review.
spi::OutboxItem told(const char* kind, const model::GlassReview& review, core::Instant now) {
  core::JsonWriter payload;
  payload.begin_object().member("kind", kind).member("review", review.id).member("recipient", review.patient.text());
  payload.member("at", core::to_text(now)).member("due", core::to_text(review.due)).end_object();
  spi::OutboxItem item;
  item.id = review.id + "." + kind;
  item.topic = kTopic;
  item.key = review.id;
  item.created = item.due = now;
  item.payload = payload.text();
  return item;
}

}  // namespace

GlassGuard::GlassGuard(spi::GlassReviews& reviews, const core::Clock& clock, core::Random& random, core::Log& log, core::Metrics& metrics,
                       std::chrono::hours deadline)
    : reviews_(reviews), clock_(clock), random_(random), log_(log), metrics_(metrics), deadline_(deadline) {
  // They are there from the start, so that an alarm can be set on them.
  for (const auto* outcome : {"used", "refused", "not_stored"})
    metrics_.counter("sluis_break_the_glass_total", "Reasons to break the glass by what came of them", std::string("outcome=\"") + outcome + "\"");
  metrics_.counter("sluis_reviews_escalated_total", "Reviews of break-the-glass that nobody judged in time");
  show_open();
}

bool GlassGuard::is_use(const model::Order& order, const model::Decision& decision) {
  const auto* rule = glass_rule(decision);
  return decision.permitted() && rule != nullptr && rule->outcome == model::Outcome::Pass && !is_question(order.kind);
}

Status GlassGuard::use(const model::Order& order, model::Decision& decision) const {
  const auto patient = model::Ssin::parse(order.patient_number());
  if (!patient) return Fault(FaultId::Internal, "break-the-glass without a patient");
  const auto now = clock_.now();
  const auto person = who(order);
  model::GlassReview fresh{core::random_uuid(random_), *patient, person.key, person.name, reason_of(order), 1, now,
                           decision.valid_until.value_or(now), now + deadline_, false, {}, false, {}, {}};
  const auto review = reviews_.use(fresh, {told("break_the_glass", fresh, now)});
  if (!review) {
    count("not_stored");
    return review.error();
  }
  decision.valid_until = std::min(decision.valid_until.value_or(review->box_ends), review->box_ends);
  count("used");
  log_.warning("break_the_glass", {{"correlation_id", order.correlation_id}, {"review", review->id}, {"uses", review->uses}});
  show_open();
  return Done{};
}

void GlassGuard::count_refusal(const model::Order& order, const model::Decision& decision) const {
  const auto* rule = glass_rule(decision);
  const bool asked = rule != nullptr || !reason_of(order).empty();
  if (asked && !decision.permitted() && !is_question(order.kind)) count("refused");
}

void GlassGuard::escalate() const {
  const auto now = clock_.now();
  const auto late = reviews_.escalate(now, [now](const model::GlassReview& review) { return told("review_escalated", review, now); });
  if (!late) {
    log_.error("reviews_unavailable", {{"reason", late.error().log_text()}});
    return;
  }
  for (const auto& review : *late) {
    log_.warning("review_escalated", {{"review", review.id}, {"due", core::to_text(review.due)}});
    metrics_.counter("sluis_reviews_escalated_total", "Reviews of break-the-glass that nobody judged in time").add();
  }
  show_open();
}

void GlassGuard::count(const char* outcome) const {
  metrics_
      .counter("sluis_break_the_glass_total", "Reasons to break the glass by what came of them", std::string("outcome=\"") + outcome + "\"")
      .add();
}

void GlassGuard::show_open() const {
  const auto open = reviews_.reviews({});
  if (!open) return;  // whoever needed them was told
  metrics_.counter("sluis_reviews_open", "Uses of break-the-glass that wait for a reviewer", {}, core::Metrics::Kind::Gauge)
      .set(static_cast<std::int64_t>(open->size()));
}

}  // namespace sluis::path
