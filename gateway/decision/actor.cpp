#include "gateway/decision/actor.hpp"

#include <algorithm>

namespace sluis::decision {
namespace {

Result<std::optional<Actor>> author_of(const model::Order& order, const Errand& errand, const Policy& policy,
                                       Evidence& evidence, Failures& failures) {
  if (order.caller.is_citizen()) return citizen_author(order, failures);
  if (errand.service == "exclusion") {  // only citizens: said before anything about the author's numbers
    failures.add("not_authorised");
    return std::optional<Actor>{};
  }
  if (order.header.author.patient && order.header.author.person) {  // one of them asks, not both
    failures.add("identity_differs");
    return std::optional<Actor>{};
  }
  if (order.caller.is_organisation()) return organisation_author(order, errand, policy, evidence, failures);
  return professional_author(order, policy, evidence, failures);
}

// The kind of a representative is known only when the patient is; until then any kind that may do this will do.
bool may(const Actor& actor, const Errand& errand, std::string_view subject, const Policy& policy) {
  const auto as = [&](std::string_view kind) {
    return policy.actors.may({errand.service, kind, actor.end_user, subject, errand.operation});
  };
  if (actor.kind != "representative") return as(actor.kind);
  return std::ranges::any_of(policy.representations, [&](const auto& kind) { return as(kind.first); });
}

}  // namespace

std::string_view subject_of(const model::Order& order) {
  const auto& author = order.header.author;
  if (author.person) return "represented";
  if (!author.patient) return "any";
  return order.caller.is_citizen() ? "self" : "present";
}

Result<std::optional<Actor>> identify(const model::Order& order, const Errand& errand, const Policy& policy,
                                      Evidence& evidence, Failures& failures) {
  auto actor = author_of(order, errand, policy, evidence, failures);
  if (!actor || !*actor) return actor;
  if (!may(**actor, errand, subject_of(order), policy)) {
    failures.add("not_authorised");
    return std::optional<Actor>{};
  }
  if (auto done = acts_for_patient(order, errand, policy, evidence, failures, **actor); !done)
    return std::move(done).error();
  if (!failures.empty()) return std::optional<Actor>{};
  return actor;
}

void note_actor(const Actor& actor, model::Decision& decision) {
  decision.representation = actor.representation;
  decision.representative = actor.representative;
  decision.notify = actor.notify;
}

}  // namespace sluis::decision
