#include <algorithm>

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/representation.hpp"

namespace sluis::decision {
namespace {

constexpr auto kRule = "identity";

bool same_number(const model::OrganisationNumber& certified, const std::string& text) {
  if (certified.scheme != model::OrganisationScheme::Nihii) return text == certified.number;
  return model::Nihii::parse(text) && text.substr(0, 8) == certified.number.substr(0, 8);
}

// What a caller only claims: the kind of number is seen from its form.
std::optional<model::OrganisationNumber> claimed_number(const std::string& text) {
  if (const auto nihii = model::Nihii::parse(text))
    return model::OrganisationNumber{model::OrganisationScheme::Nihii, nihii->base()};
  if (model::Cbe::parse(text)) return model::OrganisationNumber{model::OrganisationScheme::Cbe, text};
  if (model::Ehp::parse(text)) return model::OrganisationNumber{model::OrganisationScheme::Ehp, text};
  return std::nullopt;
}

// The caller whom the question names has to be the one who asks, or stand at the counter of the organisation that asks.
bool is_authenticated(const Access& access) {
  const auto& identity = access.identity;
  if (identity.is_citizen()) {
    return access.claim.category == "patient" && access.found.caller == identity.ssin && access.claim.organisation.empty() &&
           access.claim.nihii.empty();
  }
  const auto kind = access.policy.categories.find(access.claim.category);
  if (kind == access.policy.categories.end() || kind->second.kind != PartyKind::Person) return false;
  if (identity.is_organisation()) return same_number(*identity.organisation, access.claim.organisation);
  const auto nihii = model::Nihii::parse(access.claim.nihii);
  if (nihii && identity.nihii && !nihii->same_holder(*identity.nihii)) return false;
  const bool certified = access.claim.category == identity.category ||
                         std::ranges::find(identity.categories, access.claim.category) != identity.categories.end();
  return access.found.caller == identity.ssin && certified;
}

// Numbers that are his beyond doubt, so that rights and documents that name him by them are his.
void add_certified_numbers(Access& access) {
  const auto& identity = access.identity;
  const auto claimed = model::Nihii::parse(access.claim.nihii);
  if (!identity.is_organisation() && identity.nihii) access.found.linked.numbers.push_back(*identity.nihii);
  if (identity.is_organisation() && claimed && !access.evidence.has_registers())
    access.found.linked.numbers.push_back(*claimed);
  if (claimed) access.found.claimed.numbers.push_back(*claimed);
}

Result<bool> is_registered(Access& access, Items& evidence) {
  if (!access.evidence.has_registers()) return true;
  const auto provider = access.evidence.provider(*access.found.caller);
  if (!provider) return provider.error();
  if (!*provider) return false;
  const auto claimed = model::Nihii::parse(access.claim.nihii);
  bool known = false;
  for (const auto& [number, category] : (**provider).numbers) {
    access.found.linked.numbers.push_back(number);
    access.found.claimed.numbers.push_back(number);
    if (known || category != access.claim.category || (claimed && !number.same_holder(*claimed))) continue;
    evidence.push_back({"provider", number.text(), 0, "", "", category});
    known = true;
  }
  return known;
}

// An organisation that the token doesn't certify counts for the caller only when the register lists him among its
// staff; against him it counts always.
Status find_organisation(Access& access) {
  auto& found = access.found;
  if (access.identity.is_organisation()) {
    found.linked.organisation = found.claimed.organisation = access.identity.organisation;
    found.setting = access.identity.category;
    return Done{};
  }
  found.claimed.organisation = claimed_number(access.claim.organisation);
  if (!found.claimed.organisation || !access.evidence.has_registers()) return Done{};
  const auto known = access.evidence.organisation(*found.claimed.organisation);
  if (!known) return known.error();
  if (!*known) return Done{};
  const auto& staff = (**known).staff_ssin;
  const auto person = found.caller->text();
  if ((**known).holder_ssin != person && std::ranges::find(staff, person) == staff.end()) return Done{};
  found.linked.organisation = found.claimed.organisation;
  found.setting = (**known).category;
  found.staff = model::EvidenceItem{"organisation", found.claimed.organisation->number, 0, "", "", found.setting};
  return Done{};
}

bool lasts_longer(const Representation& one, const Representation& other) {
  if (!one.until || !other.until) return !one.until && other.until;
  return *one.until > *other.until;
}

Result<model::RuleOutcome> judge_citizen(Access& access) {
  auto& found = access.found;
  const auto caller = found.caller->text();
  if (found.caller == found.patient) {
    found.for_himself = true;
    return pass(kRule, "identity_patient", {{"person", caller, 0, "", "", "patient"}});
  }
  const auto relations =
      representations_on(access.day(), *found.patient, *found.caller, "read", access.policy, access.evidence);
  if (!relations) return relations.error();
  if (relations->empty()) return fail(kRule, "identity_not_represented");
  found.for_himself = true;
  auto held = *relations;
  std::ranges::stable_sort(held, lasts_longer);
  found.representation = held.front().kind;
  if (held.front().until) access.ends(*held.front().until);
  Items items;
  for (const auto& one : held)
    items.push_back({"representation", caller, 0, day_text(one.from), day_text(one.until), one.kind});
  items = as_one(std::move(items));
  items.insert(items.begin(), {"person", caller, 0, "", "", "representative"});
  return pass(kRule, "identity_representative", std::move(items));
}

Result<model::RuleOutcome> judge_professional(Access& access) {
  Items evidence{{"person", access.found.caller->text(), 0, "", "", access.claim.category}};
  add_certified_numbers(access);
  const auto registered = is_registered(access, evidence);
  if (!registered) return registered.error();
  if (!*registered) return fail(kRule, "identity_not_registered");
  if (access.identity.is_organisation()) {
    evidence.push_back(
        {"organisation", access.identity.organisation->number, 0, "", "", access.identity.category});
  }
  return pass(kRule, "identity_confirmed", std::move(evidence));
}

}  // namespace

Result<model::RuleOutcome> identity_rule(Access& access) {
  auto& found = access.found;
  found.patient = model::Ssin::parse(access.patient_text);
  found.caller = model::Ssin::parse(access.claim.ssin);
  found.linked.person = found.claimed.person = found.caller;
  if (!found.caller || (!access.claim.nihii.empty() && !model::Nihii::parse(access.claim.nihii)) ||
      (!access.claim.organisation.empty() && !claimed_number(access.claim.organisation))) {
    return fail(kRule, "identity_caller_number");
  }
  if (!is_authenticated(access)) return fail(kRule, "identity_other_caller");
  if (!access.identity.is_citizen()) {
    if (auto done = find_organisation(access); !done) return std::move(done).error();
  }
  if (access.without_patient && access.identity.is_citizen()) return pass(kRule, "identity_confirmed", {{"person", found.caller->text(), 0, "", "", "patient"}});
  if (!found.patient && !access.without_patient) return fail(kRule, "identity_patient_number");
  return access.identity.is_citizen() ? judge_citizen(access) : judge_professional(access);
}

}  // namespace sluis::decision
