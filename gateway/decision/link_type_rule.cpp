#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

// A citizen revokes any link of the patient; a professional the links with himself, and referrals inside his profession
// (therapeutic-link.md section 4).
void check_revoked_type(const LinkCase& link, const LinkType& type, const std::optional<model::Party>& party) {
  if (link.actor.is_citizen() || !party || is_author_himself(link.actor, *party)) return;
  if (type.relation != Relation::Referral || !type.authors.contains(link.actor.kind)) {
    link.failures.add("type_not_allowed");
  } else if (party->category != link.actor.category) {
    link.failures.add("party_other_category");
  }
}

void check_put_type(const LinkCase& link, const LinkType& type, const std::optional<model::Party>& party) {
  if (!type.authors.contains(link.actor.kind)) {
    link.failures.add("type_not_allowed");
    return;
  }
  if (!party) return;
  if (type.relation == Relation::Referral) {
    if (party->category != link.actor.category) {
      link.failures.add("party_other_category");
      return;
    }
  } else if (type.relation == Relation::Own && !is_author_himself(link.actor, *party)) {
    link.failures.add("type_not_allowed");
    return;
  }
  if (!type.parties.contains(party->category)) link.failures.add("type_not_allowed");
}

}  // namespace

void check_link_type(const LinkCase& link, const std::string& type, const std::optional<model::Party>& party) {
  const auto found = link.policy.link_types.find(type);
  if (found == link.policy.link_types.end()) {
    link.failures.add("type_unknown");
    return;
  }
  switch (found->second.relation) {
    case Relation::ReadOnly:
      link.failures.add("type_read_only");
      return;
    case Relation::Closed:
      link.failures.add("type_not_allowed");
      return;
    default:
      break;
  }
  if (link.operation == "revoke") {
    check_revoked_type(link, found->second, party);
  } else {
    check_put_type(link, found->second, party);
  }
}

void check_known_types(const LinkCase& link, const std::vector<std::string>& types) {
  for (const auto& type : types) {
    if (!link.policy.link_types.contains(type)) link.failures.add("type_unknown");
  }
}

}  // namespace sluis::decision
