#include <algorithm>

#include "gateway/core/installed.hpp"
#include "gateway/operations/decision_json_support.hpp"
#include "gateway/operations/json_support.hpp"
#include "gateway/spi/operation.hpp"

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

// A stored decision again, under other tables.
class Rerun final : public spi::Operation {
 public:
  explicit Rerun(mappings::policy::Reasons reasons) : reasons_(std::move(reasons)) {}

  const spi::OperationFacts& facts() const override {
    static const spi::OperationFacts facts{spi::Door::Json, {}, "RerunDecision", "/api/v1/decisions/rerun", {}, {}, {}};
    return facts;
  }

  Result<model::Order> read(const message::Verified& message) const override {
    auto json = JsonObject::parse(message.text());
    if (!json) return std::move(json).error();
    json->only({"id", "tables"});
    model::RerunOrder rerun{json->text("id"), {}};
    if (json->has("tables")) rerun.tables = json->object("tables").all_texts();
    if (auto fault = json->fault()) return std::move(*fault);
    model::Order order;
    order.kind = model::OrderKind::RerunDecision;
    order.caller = message.identity();
    order.header = header_of(message.identity(), std::nullopt, message.correlation_id());
    order.content = std::move(rerun);
    order.correlation_id = message.correlation_id();
    order.received = message.received();
    return order;
  }

  std::string write(const model::Order& order, const model::Decision& decision, const model::Answer&, const spi::Voice&) const override {
    core::JsonWriter out;
    if (decision.answers.size() != 2) {
      write_decision(out, decision, reasons_);
      return out.text();
    }
    out.begin_object().key("stored");
    write_decision(out, decision.answers[0], reasons_);
    out.key("rerun");
    write_decision(out, decision.answers[1], reasons_);
    out.key("differences").begin_array();
    Differences(out).compare(decision.answers[0], decision.answers[1]);
    out.end_array();
    // What the judgement rested on: the registrations as known then, the stored tables with these in their place, and the registers
    // and directories as they answer now.
    out.member("policy", decision.policy).key("replaced").begin_array();
    for (const auto& [name, text] : std::get<model::RerunOrder>(order.content).tables) out.value(name);
    out.end_array().member("registrations", "as known then").member("registers", "now").member("documents", "now").end_object();
    return out.text();
  }

 private:
  mappings::policy::Reasons reasons_;
};

}  // namespace

std::unique_ptr<spi::Operation> make_rerun() {
  return std::make_unique<Rerun>(mappings::policy::Reasons::load(core::installed_mappings() + "/policy/reasons.table"));
}

}  // namespace sluis::operations
