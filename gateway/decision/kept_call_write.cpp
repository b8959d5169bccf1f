#include "gateway/core/calendar.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/decision/kept_call.hpp"
#include "gateway/model/registration.hpp"

namespace sluis::decision {
namespace {

using core::JsonWriter;

void member_unless_empty(JsonWriter& out, std::string_view name, const std::string& text) {
  if (!text.empty()) out.member(name, text);
}

void write(JsonWriter& out, const model::Identity& caller) {
  out.key("caller").begin_object().member("category", caller.category);
  if (caller.ssin) out.member("ssin", caller.ssin->text());
  if (caller.nihii) out.member("nihii", caller.nihii->text());
  if (caller.organisation) {
    out.member("scheme", static_cast<int>(caller.organisation->scheme)).member("organisation", caller.organisation->number);
  }
  out.key("categories").begin_array();
  for (const auto& category : caller.categories) out.value(category);
  out.end_array().end_object();
}

void write(JsonWriter& out, const model::Question& question) {
  out.begin_object();
  member_unless_empty(out, "ssin", question.caller.ssin);
  member_unless_empty(out, "nihii", question.caller.nihii);
  member_unless_empty(out, "caller_category", question.caller.category);
  member_unless_empty(out, "organisation", question.caller.organisation);
  member_unless_empty(out, "patient", question.patient);
  member_unless_empty(out, "source", question.source);
  member_unless_empty(out, "category", question.category);
  member_unless_empty(out, "action", question.action);
  if (question.at) out.member("at", question.at->time_since_epoch().count());
  if (question.as_known_at) out.member("as_known_at", question.as_known_at->time_since_epoch().count());
  if (question.break_the_glass) out.member("break_the_glass", *question.break_the_glass);
  if (question.transaction) {
    out.member("id", question.transaction->id).member("sl", question.transaction->local_scheme);
    out.member("hub", question.transaction->hub);
  }
  out.end_object();
}

void write(JsonWriter& out, std::string_view name, const std::vector<model::EvidenceItem>& items) {
  if (items.empty()) return;
  out.key(name).begin_array();
  for (const auto& item : items) {
    out.begin_object().member("kind", item.kind).member("id", item.id).member("version", item.version);
    member_unless_empty(out, "from", item.from);
    member_unless_empty(out, "to", item.to);
    member_unless_empty(out, "detail", item.detail);
    member_unless_empty(out, "authority", item.authority);
    member_unless_empty(out, "as_of", item.as_of);
    write(out, "alternatives", item.alternatives);
    out.end_object();
  }
  out.end_array();
}

void write(JsonWriter& out, const model::Decision& answer) {
  out.begin_object().member("permit", answer.permitted()).key("rules").begin_array();
  for (const auto& rule : answer.rules) {
    out.begin_object().member("rule", rule.rule).member("outcome", static_cast<int>(rule.outcome));
    out.member("text", rule.text_key);
    write(out, "evidence", rule.evidence);
    out.end_object();
  }
  out.end_array().key("would_change").begin_array();
  for (const auto& rule : answer.would_change) out.value(rule);
  out.end_array();
  if (answer.valid_until) out.member("valid_until", answer.valid_until->time_since_epoch().count());
  out.end_object();
}

}  // namespace

std::string key_of(const model::Identity& caller) {
  model::Party party;
  party.organisation = caller.organisation;
  party.ssin = caller.ssin;
  party.nihii = caller.nihii;
  return party.key();
}

spi::KeptDecisions kept_call(const model::Order& order, const model::Decision& decision, core::Instant at) {
  JsonWriter out;
  out.begin_object();
  write(out, order.caller);
  out.member("correlation_id", order.correlation_id).key("questions").begin_array();
  for (const auto& question : std::get<std::vector<model::Question>>(order.content)) write(out, question);
  out.end_array().key("answers").begin_array();
  for (const auto& answer : decision.answers) write(out, answer);
  out.end_array().end_object();
  return {decision.id, at, key_of(order.caller), decision.policy, out.text()};
}

}  // namespace sluis::decision
