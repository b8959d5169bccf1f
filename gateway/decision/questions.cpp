#include "gateway/decision/questions.hpp"

#include <algorithm>
#include <map>

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/kept_call.hpp"

namespace sluis::decision {
namespace {

// A bulk of questions is permitted when each is; its reasons are those of the first that is not.
void summarise(model::Decision& decision) {
  const auto denied = std::ranges::find_if(decision.answers, [](const auto& answer) { return !answer.permitted(); });
  decision.verdict = denied == decision.answers.end() ? model::Verdict::Permit : model::Verdict::Deny;
  if (denied != decision.answers.end()) decision.rules = denied->rules;
}

std::string source_of(const model::Question& question) {
  if (!question.source.empty() || !question.transaction || question.transaction->hub.empty()) return question.source;
  return "hub:" + question.transaction->hub;
}

// The tables of every time that the questions of one call ask for.
class PoliciesOfCall final {
 public:
  PoliciesOfCall(const PolicyBook& book, core::Instant now) : book_(book), now_(now) {}

  // Null when none was kept so early. What will be known later is not known yet: today's tables.
  Result<const Policy*> of(const model::Question& question) {
    if (!question.as_known_at || *question.as_known_at >= now_) return &book_.current();
    auto found = earlier_.find(*question.as_known_at);
    if (found == earlier_.end()) {
      auto policy = book_.at(*question.as_known_at);
      if (!policy) return std::move(policy).error();
      found = earlier_.emplace(*question.as_known_at, std::move(*policy)).first;
    }
    return found->second.get();
  }

 private:
  const PolicyBook& book_;
  core::Instant now_;
  std::map<core::Instant, std::shared_ptr<const Policy>> earlier_;
};

Result<model::Decision> answer_to(const Asked& asked, PoliciesOfCall& policies, Evidence& evidence) {
  const auto policy = policies.of(asked.question);
  if (!policy) return policy.error();
  if (*policy == nullptr) return denied_without_policy(asked.question);
  const auto& known_at = asked.question.as_known_at;
  const bool earlier = known_at && *known_at < evidence.now();
  return decide_question(asked, **policy, earlier ? known_at : std::nullopt, evidence);
}

}  // namespace

Result<model::Decision> decide_question(const Asked& asked, const Policy& policy,
                                        std::optional<core::Instant> known_at, Evidence& evidence) {
  const auto& question = asked.question;
  Access access{policy, evidence, asked.caller, question.caller, question.patient, source_of(question), {},
                question.action, question.at.value_or(evidence.now())};
  if (!question.category.empty()) access.categories.push_back(question.category);
  access.known_at = known_at;
  access.break_the_glass = question.break_the_glass;
  access.transaction = question.transaction;
  access.request = asked.correlation_id;
  return decide_access(access);
}

model::Decision denied_without_policy(const model::Question& question) {
  model::Decision decision;
  decision.rules.push_back(fail("policy", "policy_not_kept"));
  const bool as_patient = question.caller.category == "patient";
  const auto names = as_patient ? std::vector{"identity", "consent", "patient_access"}
                                : std::vector{"identity", "deliberation", "consent", "exclusion", "link",
                                              "access_right", "matrix"};
  for (const auto* name : names) decision.rules.push_back(not_applicable(name, "policy_not_judged"));
  decision.would_change = {"policy"};
  return decision;
}

Result<model::Decision> decide_questions(const model::Order& order, const PolicyBook& policies, spi::Archive* archive,
                                         Evidence& evidence, core::Random& random) {
  const auto& questions = std::get<std::vector<model::Question>>(order.content);
  PoliciesOfCall of_call(policies, evidence.now());
  model::Decision decision;
  decision.id = core::random_uuid(random);
  decision.policy = policies.digest();
  decision.answers.reserve(questions.size());
  for (const auto& question : questions) {
    auto answer = answer_to({question, order.caller, order.correlation_id}, of_call, evidence);
    if (!answer) return answer;
    answer->id = decision.id + "." + std::to_string(decision.answers.size() + 1);
    decision.answers.push_back(std::move(*answer));
  }
  summarise(decision);
  if (archive == nullptr || policies.digest().empty()) return decision;
  if (auto kept = archive->keep(kept_call(order, decision, evidence.now())); !kept) return std::move(kept).error();
  return decision;
}

}  // namespace sluis::decision
