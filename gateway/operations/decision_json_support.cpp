#include "gateway/operations/decision_json_support.hpp"

#include "gateway/core/calendar.hpp"
#include "gateway/operations/json_support.hpp"

namespace sluis::operations {
namespace {

void write_items(core::JsonWriter& out, const std::vector<model::EvidenceItem>& evidence) {
  out.begin_array();
  for (const auto& item : evidence) {
    out.begin_object().member("kind", item.kind).member("id", item.id).member("version", item.version);
    write_text_or_null(out, "from", item.from);
    write_text_or_null(out, "to", item.to);
    if (!item.detail.empty()) out.member("detail", item.detail);
    if (!item.authority.empty()) out.member("authority", item.authority).member("as_of", item.as_of);
    if (!item.alternatives.empty()) write_items(out.key("alternatives"), item.alternatives);
    out.end_object();
  }
  out.end_array();
}

void write_rule(core::JsonWriter& out, const model::RuleOutcome& rule, const mappings::policy::Reasons& reasons) {
  out.begin_object().member("rule", rule.rule).member("outcome", text_of(rule.outcome));
  write_items(out.key("evidence"), rule.evidence);
  const auto& text = reasons.of(rule.text_key);
  out.key("text").begin_object().member("nl", text.nl).member("fr", text.fr).member("de", text.de).member("en", text.en).end_object();
  out.end_object();
}

}  // namespace

std::string_view text_of(model::Outcome outcome) {
  switch (outcome) {
    case model::Outcome::Pass: return "pass";
    case model::Outcome::Fail: return "fail";
    case model::Outcome::NotApplicable: return "not_applicable";
  }
  return "not_applicable";
}

std::string evidence_text(const std::vector<model::EvidenceItem>& evidence) {
  core::JsonWriter out;
  write_items(out, evidence);
  return out.text();
}

void write_decision(core::JsonWriter& out, const model::Decision& decision, const mappings::policy::Reasons& reasons) {
  out.begin_object().member("decision", decision.permitted() ? "permit" : "deny");
  out.key("rules").begin_array();
  for (const auto& rule : decision.rules) write_rule(out, rule, reasons);
  out.end_array();
  if (!decision.errors.empty()) {
    out.key("errors").begin_array();
    for (const auto& error : decision.errors) out.begin_object().member("code", error.code).member("text", error.text).end_object();
    out.end_array();
  }
  out.key("would_change").begin_array();
  for (const auto& rule : decision.would_change) out.value(rule);
  out.end_array();
  write_text_or_null(out, "valid_until", decision.valid_until ? core::to_text(*decision.valid_until) : std::string{});
  out.member("id", decision.id).end_object();
}

}  // namespace sluis::operations
