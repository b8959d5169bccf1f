#include <algorithm>

#include "gateway/decision/access.hpp"
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
    return access.claim.category == "patient" && access.caller == identity.ssin && access.claim.organisation.empty() &&
           access.claim.nihii.empty();
  }
  const auto kind = access.policy.categories.find(access.claim.category);
  if (kind == access.policy.categories.end() || kind->second.kind != PartyKind::Person) return false;
  if (identity.is_organisation()) return same_number(*identity.organisation, access.claim.organisation);
  const auto nihii = model::Nihii::parse(access.claim.nihii);
  if (nihii && identity.nihii && !nihii->same_holder(*identity.nihii)) return false;
  const bool certified = access.claim.category == identity.category ||
                         std::ranges::find(identity.categories, access.claim.category) != identity.categories.end();
  return access.caller == identity.ssin && certified;
}

Result<bool> is_registered(Access& access, std::vector<model::EvidenceItem>& evidence) {
  if (!access.evidence.has_registers()) return true;
  const auto provider = access.evidence.provider(*access.caller);
  if (!provider) return provider.error();
  if (!*provider) return false;
  const auto claimed = model::Nihii::parse(access.claim.nihii);
  for (const auto& [number, category] : (**provider).numbers) {
    if (category != access.claim.category || (claimed && !number.same_holder(*claimed))) continue;
    evidence.push_back({"provider", number.text(), 0, "", "", category});
    return true;
  }
  return false;
}

// An organisation that the token doesn't certify counts for the caller only when the register lists him among its
// staff; against him it counts always.
Status find_organisation(Access& access) {
  if (access.identity.is_organisation()) {
    access.linked.organisation = access.claimed.organisation = access.identity.organisation;
    access.setting = access.identity.category;
    return Done{};
  }
  access.claimed.organisation = claimed_number(access.claim.organisation);
  if (!access.claimed.organisation || !access.evidence.has_registers()) return Done{};
  const auto known = access.evidence.organisation(*access.claimed.organisation);
  if (!known) return known.error();
  if (!*known) return Done{};
  const auto& staff = (**known).staff_ssin;
  const auto person = access.caller->text();
  if ((**known).holder_ssin != person && std::ranges::find(staff, person) == staff.end()) return Done{};
  access.linked.organisation = access.claimed.organisation;
  access.setting = (**known).category;
  return Done{};
}

Result<model::RuleOutcome> judge_citizen(Access& access) {
  if (access.caller == access.patient) {
    access.for_himself = true;
    return pass(kRule, "identity_patient", {{"person", access.caller->text(), 0, "", "", "patient"}});
  }
  const auto relation = representation_of(*access.patient, *access.caller, "read", access.policy, access.evidence);
  if (!relation) return relation.error();
  if (!*relation) return fail(kRule, "identity_not_represented");
  access.for_himself = true;
  access.representation = (**relation).kind;
  if ((**relation).until) access.ends(*(**relation).until);
  const auto text = [](const std::optional<core::Date>& date) { return date ? core::to_text(*date) : std::string{}; };
  return pass(kRule, "identity_representative",
              {{"representation", access.caller->text(), 0, text((**relation).from), text((**relation).until),
                (**relation).kind}});
}

}  // namespace

Result<model::RuleOutcome> identity_rule(Access& access) {
  access.patient = model::Ssin::parse(access.patient_text);
  access.caller = model::Ssin::parse(access.claim.ssin);
  access.linked.person = access.claimed.person = access.caller;
  if (!access.caller || (!access.claim.nihii.empty() && !model::Nihii::parse(access.claim.nihii)) ||
      (!access.claim.organisation.empty() && !claimed_number(access.claim.organisation))) {
    return fail(kRule, "identity_caller_number");
  }
  if (!is_authenticated(access)) return fail(kRule, "identity_other_caller");
  if (!access.identity.is_citizen()) {
    if (auto done = find_organisation(access); !done) return std::move(done).error();
  }
  if (!access.patient) return fail(kRule, "identity_patient_number");
  if (access.identity.is_citizen()) return judge_citizen(access);
  std::vector<model::EvidenceItem> evidence{{"person", access.caller->text(), 0, "", "", access.claim.category}};
  const auto registered = is_registered(access, evidence);
  if (!registered) return registered.error();
  if (!*registered) return fail(kRule, "identity_not_registered");
  return pass(kRule, "identity_confirmed", std::move(evidence));
}

}  // namespace sluis::decision
