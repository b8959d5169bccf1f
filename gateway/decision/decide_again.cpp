#include <charconv>

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/kept_call.hpp"
#include "gateway/decision/questions.hpp"

namespace sluis::decision {
namespace {

struct Name {
  std::string call;
  std::size_t place = 0;  // from 1; 0: no such name
};

Name name_of(const std::string& id) {
  const auto dot = id.rfind('.');
  if (dot == std::string::npos) return {};
  Name name{id.substr(0, dot), 0};
  const auto* end = id.data() + id.size();
  const auto [rest, error] = std::from_chars(id.data() + dot + 1, end, name.place);
  return error == std::errc{} && rest == end ? name : Name{};
}

// Not there and not his own look the same from outside.
model::Decision not_his() {
  model::Decision decision;
  decision.rules.push_back(fail("identity", "decision_not_his"));
  decision.would_change = {"identity"};
  return decision;
}

}  // namespace

Result<model::Decision> decide_again(const model::Order& order, const PolicyBook& policies, const Sources& sources) {
  const auto& asked = std::get<model::RerunOrder>(order.content);
  const auto name = name_of(asked.decision_id);
  if (sources.archive == nullptr || name.place == 0) return not_his();
  const auto kept = sources.archive->decisions(name.call);
  if (!kept) return kept.error();
  if (!*kept || (**kept).caller != key_of(order.caller)) return not_his();
  auto call = read_call(**kept);
  if (!call) return std::move(call).error();
  if (name.place > call->questions.size() || name.place > call->answers.size()) return not_his();

  const auto& question = call->questions[name.place - 1];
  const auto made_at = (**kept).at;
  const bool earlier = question.as_known_at && *question.as_known_at < made_at;
  const auto policy = earlier ? policies.with(*question.as_known_at, asked.tables)
                              : policies.with((**kept).policy, asked.tables);
  if (!policy) return policy.error();

  Evidence evidence(sources, made_at);
  auto again = *policy == nullptr
                   ? Result<model::Decision>(denied_without_policy(question))
                   : decide_question({question, call->caller, call->correlation_id}, **policy,
                                     earlier ? *question.as_known_at : made_at, evidence);
  if (!again) return again;
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  decision.policy = (**kept).policy;
  decision.answers = {std::move(call->answers[name.place - 1]), std::move(*again)};
  for (auto& answer : decision.answers) answer.id = asked.decision_id;
  return decision;
}

}  // namespace sluis::decision
