#include "gateway/core/encoding.hpp"
#include "gateway/decision/access.hpp"

namespace sluis::decision {
namespace {

// Stands in for the link only, for the categories that the settings name, with a reason of 10 to 200 characters
// (rulings R27).
model::RuleOutcome break_the_glass_rule(const Access& access) {
  constexpr auto rule = "break_the_glass";
  const auto& settings = access.policy.settings;
  if (!settings.break_the_glass_categories.contains(access.claim.category))
    return fail(rule, "break_the_glass_not_for_category");
  const auto length = static_cast<int>(core::utf8_length(core::trim(*access.break_the_glass)));
  if (length < settings.break_the_glass_shortest || length > settings.break_the_glass_longest) {
    return fail(rule, "break_the_glass_reason");
  }
  return pass(rule, "break_the_glass_used");
}

}  // namespace

Result<model::RuleOutcome> link_rule(Access& access) {
  constexpr auto rule = "link";
  if (access.patient && access.linked.person) {
    const auto link = active_link(*access.patient, access.linked, access.at, access.evidence);
    if (!link) return link.error();
    if (*link) {
      const auto& found = **link;
      if (found.until) access.ends(*found.until);
      const auto until = found.until ? core::to_text(*found.until) : std::string{};
      return pass(rule, "link_active", {{rule, found.id, found.version, core::to_text(found.from), until, found.type}});
    }
  }
  if (access.break_the_glass) return break_the_glass_rule(access);
  return fail(rule, "link_none");
}

}  // namespace sluis::decision
