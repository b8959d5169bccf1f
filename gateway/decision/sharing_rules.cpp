#include <algorithm>

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

// "hub:*" covers "hub:1990000035", and a question that names no more than "hub" or nothing at all.
bool is_source(const std::string& pattern, std::string_view source) {
  if (pattern == "*" || source.empty() || pattern == source) return true;
  const auto kind = std::string_view(pattern).substr(0, pattern.find(':'));
  if (source == kind) return true;
  return pattern.ends_with(":*") && source.starts_with(kind) && source.substr(kind.size()).starts_with(':');
}

bool concerns(const Deliberation& row, const Access& access) {
  return is_source(row.source, access.source) && row.actions.contains(access.action) &&
         (row.roles.empty() || row.roles.contains(access.role()));
}

bool names(const Deliberation& row, const Access& access, std::string_view category) {
  return row.categories.empty() ? access.policy.matrix.contains(category) : row.categories.contains(category);
}

bool covers(const Deliberation& row, const Access& access) {
  if (!concerns(row, access)) return false;
  if (!access.list) return names(row, access, access.category());
  return access.categories.empty() ||
         std::ranges::any_of(access.categories, [&](const auto& wanted) { return names(row, access, wanted); });
}

model::EvidenceItem item_of(const Deliberation& row, const Access& access) {
  return {"deliberation", row.number, 0, day_text(row.from), day_text(row.to), row.source + " | " + access.action};
}

bool lasts_longer(const Deliberation* one, const Deliberation* other) {
  if (!one->to || !other->to) return !one->to && other->to;
  return *one->to > *other->to;
}

}  // namespace

bool is_covered(const Access& access, std::string_view category) {
  const auto day = access.day();
  return std::ranges::any_of(access.policy.deliberations, [&](const auto& row) {
    return row.holds_on(day) && concerns(row, access) && names(row, access, category);
  });
}

// Sharing has to be allowed at all: by a deliberation that names source, role, kind of document and action, on that day.
model::RuleOutcome deliberation_rule(Access& access) {
  constexpr auto rule = "deliberation";
  const auto day = access.day();
  std::vector<const Deliberation*> holding;
  Items others;
  for (const auto& row : access.policy.deliberations) {
    if (!covers(row, access)) continue;
    if (row.holds_on(day)) holding.push_back(&row);
    else others.push_back(item_of(row, access));
  }
  if (holding.empty()) return fail(rule, others.empty() ? "deliberation_missing" : "deliberation_other_day", others);
  std::ranges::stable_sort(holding, lasts_longer);
  if (holding.front()->to) access.ends(core::add_days(*holding.front()->to, 1));
  Items items;
  for (const auto* row : holding) items.push_back(item_of(*row, access));
  return pass(rule, "deliberation_allows", as_one(std::move(items)));
}

// Active at the asked moment by what was recorded then: a revocation that is backdated undoes no access that happened.
Result<model::RuleOutcome> consent_rule(Access& access) {
  constexpr auto rule = "consent";
  if (!access.found.patient) return fail(rule, "consent_none");
  const auto file = access.file();
  if (!file) return file.error();
  const model::Consent* latest = nullptr;
  for (const auto& consent : (**file).consents) {
    if (consent.declared.at <= access.at && consent.type == "retrospective") latest = &consent;
  }
  if (latest == nullptr) return fail(rule, "consent_none");
  const auto until = latest->revoked ? day_text(latest->revoked->at) : std::string{};
  const auto item = told_by({rule, latest->id, latest->version, core::to_text(latest->sign_date), until, latest->type},
                            (**file).consents_from, access.evidence.now());
  if (latest->revoked && latest->revoked->at <= access.at) return fail(rule, "consent_revoked", {item});
  if (latest->revoked) access.ends(latest->revoked->at);
  return pass(rule, "consent_active", {item});
}

// Never overridden (rulings R27); it reaches the person behind an organisation's counter and the organisation itself
// (R25). That there is none is no evidence: nothing could be taken away.
Result<model::RuleOutcome> exclusion_rule(Access& access) {
  constexpr auto rule = "exclusion";
  if (!access.found.patient || !access.found.caller) return fail(rule, "exclusion_unknown");
  const auto file = access.file();
  if (!file) return file.error();
  Items active;
  bool of_organisation = true;
  for (const auto& exclusion : (**file).exclusions) {
    if (!is_of(exclusion.party, access.found.claimed)) continue;
    if (exclusion.declared.at > access.at) access.ends(exclusion.declared.at);
    if (!exclusion_active_at(exclusion, access.at)) continue;
    of_organisation = of_organisation && exclusion.party.organisation;
    const auto until = exclusion.revoked ? day_text(exclusion.revoked->at) : std::string{};
    active.push_back(told_by({rule, exclusion.id, exclusion.version, day_text(exclusion.declared.at), until, exclusion.party.category},
                             (**file).exclusions_from, access.evidence.now()));
  }
  if (active.empty()) return pass(rule, "exclusion_none");
  return fail(rule, of_organisation ? "exclusion_organisation" : "exclusion_active", std::move(active));
}

}  // namespace sluis::decision
