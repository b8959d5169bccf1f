#include <algorithm>

#include "gateway/operations/json_operation_support.hpp"

namespace sluis::operations {
namespace {

const model::RuleOutcome* rule_of(const model::Decision& decision, const std::string& name) {
  const auto found = std::ranges::find(decision.rules, name, &model::RuleOutcome::rule);
  return found == decision.rules.end() ? nullptr : &*found;
}

// "rule" is left out for the verdict itself; a rule that only one of the two has is null in the other.
class Differences final {
 public:
  explicit Differences(core::JsonWriter& out) : out_(out) {}

  void compare(const model::Decision& stored, const model::Decision& rerun) {
    const auto verdict = [](const auto& d) { return core::json_quoted(d.permitted() ? "permit" : "deny"); };
    add("", "decision", verdict(stored), verdict(rerun));
    for (const auto& rule : stored.rules) compare(rule.rule, &rule, rule_of(rerun, rule.rule));
    for (const auto& rule : rerun.rules)
      if (rule_of(stored, rule.rule) == nullptr) compare(rule.rule, nullptr, &rule);
  }

 private:
  void compare(const std::string& rule, const model::RuleOutcome* stored, const model::RuleOutcome* rerun) {
    const auto outcome = [](const auto* r) { return r ? core::json_quoted(text_of(r->outcome)) : std::string("null"); };
    const auto evidence = [](const auto* r) { return r ? evidence_text(r->evidence) : std::string("null"); };
    add(rule, "outcome", outcome(stored), outcome(rerun));
    add(rule, "evidence", evidence(stored), evidence(rerun));
  }

  void add(const std::string& rule, std::string_view what, const std::string& stored, const std::string& rerun) {
    if (stored == rerun) return;
    out_.begin_object();
    if (!rule.empty()) out_.member("rule", rule);
    out_.member("what", what).key("stored").raw(stored).key("rerun").raw(rerun).end_object();
  }

  core::JsonWriter& out_;
};

decltype(model::Order::content) read(const JsonObject& asked, const message::Verified&, model::RequestHeader&) {
  asked.only({"id", "tables"});
  model::RerunOrder rerun{asked.text("id"), {}};
  if (asked.has("tables")) rerun.tables = asked.object("tables").all_texts();
  return rerun;
}

// With what the judgement rested on: the registrations as known then, the stored tables with these in their place, and the registers
// and directories as they answer now.
void write_both(core::JsonWriter& out, const model::RerunOrder& asked, const model::Decision& decision,
                const mappings::policy::Reasons& reasons) {
  out.begin_object().key("stored");
  write_decision(out, decision.answers[0], reasons);
  out.key("rerun");
  write_decision(out, decision.answers[1], reasons);
  out.key("differences").begin_array();
  Differences(out).compare(decision.answers[0], decision.answers[1]);
  out.end_array().member("policy", decision.policy).key("replaced").begin_array();
  for (const auto& [name, text] : asked.tables) out.value(name);
  out.end_array().member("registrations", "as known then").member("registers", "now").member("documents", "now").end_object();
}

std::string write(const model::Order& order, const model::Decision& decision, const model::Answer&,
                  const mappings::policy::Reasons& reasons) {
  core::JsonWriter out;
  if (decision.answers.size() == 2) {
    write_both(out, std::get<model::RerunOrder>(order.content), decision, reasons);
  } else {
    write_decision(out, decision, reasons);
  }
  return out.text();
}

}  // namespace

// A stored decision again, under other tables.
std::unique_ptr<spi::Operation> make_rerun() {
  return json_operation({.kind = model::OrderKind::RerunDecision, .name = "RerunDecision", .path = "/api/v1/decisions/rerun", .read = read, .write = write});
}

}  // namespace sluis::operations
