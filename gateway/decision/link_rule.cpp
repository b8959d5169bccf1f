#include <algorithm>

#include "gateway/core/encoding.hpp"
#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

// Stands in for the link only, for the categories that the settings name, with a reason of 10 to 200 characters
// (rulings R27). The reason itself stands in the trail, under the id of this evidence.
model::RuleOutcome judged_reason(const Access& access) {
  constexpr auto rule = "break_the_glass";
  const auto& settings = access.policy.settings;
  if (!settings.break_the_glass_categories.contains(access.claim.category))
    return fail(rule, "break_the_glass_not_for_category");
  const auto length = static_cast<int>(core::utf8_length(core::trim(*access.break_the_glass)));
  if (length < settings.break_the_glass_shortest || length > settings.break_the_glass_longest) {
    return fail(rule, "break_the_glass_reason");
  }
  return pass(rule, "break_the_glass_used",
              {{rule, access.request, 0, day_text(access.at), "", access.claim.category}});
}

// Emergency access is no relation: it ends with its box.
model::RuleOutcome break_the_glass_rule(Access& access) {
  auto judged = judged_reason(access);
  if (judged.outcome == model::Outcome::Pass) access.ends(access.at + std::chrono::minutes(access.policy.settings.break_the_glass_minutes));
  return judged;
}

model::RuleOutcome by_links(Access& access, const std::vector<ActiveLink>& links, const model::Provenance& from) {
  Items items;
  // Who wrote the document needs none (rulings R28); that doesn't end.
  if (access.found.is_author) items.push_back(document_item(access, "author"));
  else if (links.front().ends) access.ends(*links.front().ends);
  for (const auto& link : links) {
    model::EvidenceItem item{"link", link.id, link.version, core::to_text(link.from), day_text(link.until), link.type};
    const bool registered = link.type != "gmd";  // a global medical file is the word of its own register
    items.push_back(registered ? told_by(std::move(item), from, access.evidence.now()) : std::move(item));
  }
  // A good reason would have done as well, but isn't used where a link holds.
  if (access.break_the_glass) {
    for (auto& item : judged_reason(access).evidence) items.push_back(std::move(item));
  }
  const bool by_person = items.size() > links.size() ||
                         std::ranges::any_of(links, [](const auto& link) { return !link.of_organisation; });
  if (!by_person) access.found.staff_carries = access.found.staff.has_value();
  return pass("link", links.empty() ? "link_author" : "link_active", as_one(std::move(items)));
}

}  // namespace

Result<model::RuleOutcome> link_rule(Access& access) {
  if (access.found.patient && access.found.linked.person) {
    const auto file = access.file();
    if (!file) return file.error();
    const auto links =
        active_links(**file, *access.found.patient, access.found.linked, access.at, access.evidence);
    if (!links) return links.error();
    if (!links->empty() || access.found.is_author) return by_links(access, *links, (**file).links_from);
  }
  if (access.break_the_glass) return break_the_glass_rule(access);
  return fail("link", "link_none");
}

}  // namespace sluis::decision
