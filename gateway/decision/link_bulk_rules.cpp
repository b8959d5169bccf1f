#include "gateway/decision/link_rules.hpp"
#include "gateway/decision/registrations.hpp"

namespace sluis::decision {
namespace {

constexpr std::string_view kService = "therlink";

Errand errand_for(const model::PatientClaim* patient) { return {kService, "put", "link", patient}; }

// One entry as if it were a message of its own: the author may act for one patient and not for another.
Result<model::Decision> decide_entry(const model::Order& order, const model::LinkOrder& entry, const Policy& policy,
                                     Evidence& evidence) {
  model::Decision decision;
  Failures failures(policy, kService);
  const auto errand = errand_for(&entry.patient);
  const auto actor = identify_link_author(order, errand, policy, evidence, failures);
  if (!actor) return actor.error();
  if (*actor) {
    note_actor(**actor, decision);
    const LinkCase link{**actor, policy, evidence, failures, errand.operation};
    if (auto done = decide_link_change(entry, link, decision); !done) return std::move(done).error();
  }
  decision.errors = failures.take();
  decision.verdict = decision.errors.empty() ? model::Verdict::Permit : model::Verdict::Deny;
  if (!decision.permitted()) decision.registration = std::monostate{};
  return decision;
}

}  // namespace

// The author is judged once, each entry on its own (rulings R1, R19).
Status decide_links(const model::Order& order, const Policy& policy, Evidence& evidence, model::Decision& decision) {
  Failures failures(policy, kService);
  const auto actor = identify_link_author(order, errand_for(nullptr), policy, evidence, failures);
  if (!actor) return actor.error();
  decision.errors = failures.take();
  if (!*actor) return Done{};
  int number = 0;
  for (const auto& entry : std::get<model::LinkBatch>(order.content).entries) {
    auto answer = decide_entry(order, entry.order, policy, evidence);
    if (!answer) return std::move(answer).error();
    ++number;
    for (auto& error : answer->errors) error.entry = number;
    decision.answers.push_back(std::move(*answer));
  }
  return Done{};
}

}  // namespace sluis::decision
