#include <algorithm>

#include "gateway/decision/access.hpp"
#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

bool allows(const Deliberation& row, const Access& access) {
  // "hub:1990000035", or only "hub" for any of its kind.
  if (!access.source.empty() && !(access.source + ":").starts_with(row.source_prefix)) return false;
  if (!row.actions.contains(access.action)) return false;
  if (access.categories.empty()) return access.list;
  return std::ranges::any_of(access.categories, [&](const auto& category) {
    return row.categories.empty() ? access.policy.matrix.contains(category) : row.categories.contains(category);
  });
}

bool is_of(const model::Party& party, const Seeker& seeker, std::string_view& text_key) {
  if (party.organisation) {
    text_key = "exclusion_organisation";
    return seeker.organisation && seeker.organisation->scheme == party.organisation->scheme &&
           seeker.organisation->number.substr(0, 8) == party.organisation->number.substr(0, 8);
  }
  text_key = "exclusion_active";
  return party.ssin && party.ssin == seeker.person;
}

std::string day_of(core::Instant at) {
  return core::to_text(core::brussels_date(at));
}

}  // namespace

// Sharing has to be allowed at all: by a deliberation that names the kind of document, the kind of source and the
// action.
model::RuleOutcome deliberation_rule(const Access& access) {
  for (const auto& row : access.policy.deliberations) {
    if (!allows(row, access)) continue;
    return pass("deliberation", "deliberation_allows",
                {{"deliberation", row.name, 0, "", "", row.source_prefix + "* | " + access.action}});
  }
  return fail("deliberation", "deliberation_missing");
}

// Active at the asked moment by what was recorded then: a revocation that is backdated undoes no access that happened.
Result<model::RuleOutcome> consent_rule(const Access& access) {
  constexpr auto rule = "consent";
  if (!access.patient) return fail(rule, "consent_none");
  const auto file = access.evidence.file(*access.patient);
  if (!file) return file.error();
  const auto* consent = (**file).consent();
  if (!consent || consent->declared.at > access.at || consent->type != "retrospective")
    return fail(rule, "consent_none");
  const auto revoked_on = consent->revoked ? day_of(consent->revoked->at) : std::string{};
  const model::EvidenceItem item{rule,       consent->id,  consent->version, core::to_text(consent->sign_date),
                                 revoked_on, consent->type};
  if (consent->revoked && consent->revoked->at <= access.at) return fail(rule, "consent_revoked", {item});
  return pass(rule, "consent_active", {item});
}

// Never overridden (rulings R27); it reaches the person behind an organisation's counter and the organisation itself
// (R25).
Result<model::RuleOutcome> exclusion_rule(const Access& access) {
  constexpr auto rule = "exclusion";
  if (!access.patient || !access.caller) return fail(rule, "exclusion_unknown");
  const auto file = access.evidence.file(*access.patient);
  if (!file) return file.error();
  for (const auto& exclusion : (**file).exclusions) {
    std::string_view text_key;
    if (!exclusion_active_at(exclusion, access.at) || !is_of(exclusion.party, access.claimed, text_key)) continue;
    return fail(rule, std::string(text_key),
                {{rule, exclusion.id, exclusion.version, day_of(exclusion.declared.at), "", exclusion.party.category}});
  }
  return pass(rule, "exclusion_none", {{rule, "", 0, "", "", "none active"}});
}

}  // namespace sluis::decision
