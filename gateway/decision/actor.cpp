#include "gateway/decision/actor.hpp"

namespace sluis::decision {
namespace {

Result<std::optional<Actor>> author_of(const model::Order& order, const Errand& errand, const Policy& policy,
                                       Evidence& evidence, Failures& failures) {
  if (order.caller.is_citizen()) return citizen_author(order, failures);
  if (errand.service == "exclusion") {  // only citizens: said before anything about the author's numbers
    failures.add("not_authorised");
    return std::optional<Actor>{};
  }
  if (order.caller.is_organisation()) return organisation_author(order, errand, policy, evidence, failures);
  return professional_author(order, policy, evidence, failures);
}

}  // namespace

Result<std::optional<Actor>> identify(const model::Order& order, const Errand& errand, const Policy& policy,
                                      Evidence& evidence, Failures& failures) {
  auto actor = author_of(order, errand, policy, evidence, failures);
  if (!actor || !*actor) return actor;
  if (!policy.may(errand.service, (**actor).kind, errand.operation)) {
    failures.add("not_authorised");
    return std::optional<Actor>{};
  }
  if ((**actor).is_citizen()) {
    if (auto done = acts_for_patient(order, errand, policy, evidence, failures, **actor); !done)
      return std::move(done).error();
  }
  if (!failures.empty()) return std::optional<Actor>{};
  return actor;
}

}  // namespace sluis::decision
