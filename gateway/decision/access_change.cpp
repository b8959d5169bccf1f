#include <algorithm>

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

// Moments after the asked one at which something known begins that may turn a deny into a permit.
class Openings final {
 public:
  explicit Openings(core::Instant after) : after_(after) {}

  void add(core::Instant moment) {
    if (moment > after_) moments_.push_back(moment);
  }
  void add(core::Date day) { add(core::start_of_day(day)); }
  void add_end(const std::optional<model::Declaration>& revoked) {
    if (revoked) add(revoked->at);
  }
  std::vector<core::Instant> in_order() {
    std::ranges::sort(moments_);
    moments_.erase(std::unique(moments_.begin(), moments_.end()), moments_.end());
    return std::move(moments_);
  }

 private:
  core::Instant after_;
  std::vector<core::Instant> moments_;
};

void add_file(Openings& openings, const Access& access, const spi::PatientFile& file) {
  for (const auto& consent : file.consents) openings.add(consent.declared.at);
  for (const auto& link : file.links) {
    if (!is_of(link.party, access.found.linked)) continue;
    openings.add(link.declared.at);
    openings.add(link.start);
  }
  for (const auto& exclusion : file.exclusions) {
    if (is_of(exclusion.party, access.found.claimed)) openings.add_end(exclusion.revoked);
  }
}

Status add_register(Openings& openings, const Access& access) {
  if (!access.evidence.has_registers() || !access.found.linked.person) return Done{};
  const auto gmd = access.evidence.global_file(*access.found.patient);
  if (!gmd) return gmd.error();
  if (*gmd && (**gmd).holder == *access.found.linked.person) openings.add((**gmd).start);
  return Done{};
}

Status add_rights(Openings& openings, const Access& access) {
  if (!access.transaction) return Done{};
  const auto rights = access.evidence.rights(*access.transaction, access.known());
  if (!rights) return rights.error();
  if (*rights == nullptr) return Done{};
  for (const auto& right : **rights) {
    openings.add(right.declared.at);
    openings.add_end(right.revoked);
  }
  return Done{};
}

Result<std::vector<core::Instant>> openings_of(const Access& access) {
  Openings openings(access.at);
  const auto file = access.file();
  if (!file) return file.error();
  add_file(openings, access, **file);
  if (auto done = add_register(openings, access); !done) return std::move(done).error();
  if (auto done = add_rights(openings, access); !done) return std::move(done).error();
  for (const auto& row : access.policy.deliberations) {
    if (row.from) openings.add(*row.from);
  }
  return openings.in_order();
}

// A representation that begins later. Only that it begins is told: the rules behind it are not judged for a stranger.
Result<std::optional<core::Instant>> next_representation(const Access& access) {
  using Found = std::optional<core::Instant>;
  if (!access.identity.is_citizen() || !access.found.caller || !access.found.patient ||
      !access.evidence.has_registers() || access.found.caller == access.found.patient) {
    return Found{};
  }
  const auto relations = access.evidence.representation(*access.found.patient, *access.found.caller);
  if (!relations) return relations.error();
  Openings openings(access.at);
  for (const auto& relation : *relations) {
    if (relation.from) openings.add(*relation.from);
  }
  for (const auto moment : openings.in_order()) {
    auto then = access;
    then.at = moment;
    then.found = {};
    const auto identity = identity_rule(then);
    if (!identity) return identity.error();
    if (identity->outcome == model::Outcome::Pass) return Found{moment};
  }
  return Found{};
}

}  // namespace

Result<std::optional<core::Instant>> next_change(const Access& access) {
  using Found = std::optional<core::Instant>;
  if (!access.found.patient || !access.found.caller) return Found{};
  if (access.identity.is_citizen() && !access.found.for_himself) return next_representation(access);
  const auto moments = openings_of(access);
  if (!moments) return moments.error();
  for (const auto moment : *moments) {
    auto then = access;
    then.at = moment;
    then.found = {};
    const auto rules = judge(then);
    if (!rules) return rules.error();
    const bool denied = std::ranges::any_of(*rules, [](const auto& r) { return r.outcome == model::Outcome::Fail; });
    if (!denied) return Found{moment};
  }
  return Found{};
}

}  // namespace sluis::decision
