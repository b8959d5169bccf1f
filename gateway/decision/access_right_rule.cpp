#include <algorithm>

#include "gateway/decision/access_steps.hpp"

namespace sluis::decision {
namespace {

bool holds_at(const model::AccessRight& right, core::Instant at) {
  return right.declared.at <= at && !(right.revoked && right.revoked->at <= at);
}

// A right of a whole role reaches whoever has it, and who stands behind the counter of such an organisation.
bool is_role(const model::Party& party, const Access& access) {
  return !party.category.empty() && (party.category == access.category_of_caller() ||
                                     (!access.found.setting.empty() && party.category == access.found.setting));
}

// What only is claimed counts against the caller, not for him. A representative stands where the patient stands.
bool is_person(const model::AccessRight& right, const Access& access) {
  const auto& found = access.found;
  if (found.for_himself && right.party.ssin && right.party.ssin == found.patient) return true;
  return is_of(right.party, right.allow ? found.linked : found.claimed);
}

bool concerns(const model::AccessRight& right, const Access& access) {
  return right.is_for_role() ? is_role(right.party, access) : is_person(right, access);
}

struct Held {
  std::vector<const model::AccessRight*> disallow_person, allow_person, disallow_role, allow_role;

  void add(const model::AccessRight& right) {
    const bool of_role = right.is_for_role();
    auto& list = of_role ? (right.allow ? allow_role : disallow_role) : (right.allow ? allow_person : disallow_person);
    list.push_back(&right);
  }
};

model::EvidenceItem item_of(const model::AccessRight& right) {
  return {"access_right", right.id, right.version, day_text(right.declared.at),
          right.revoked ? day_text(right.revoked->at) : std::string{}, right.allow ? "allow" : "disallow"};
}

void add(Items& items, const std::vector<const model::AccessRight*>& rights) {
  for (const auto* right : rights) items.push_back(item_of(*right));
}

// What opens a document is there for reading it.
void settle(Access& access, const Held& held) {
  auto& found = access.found;
  const bool reads = access.action == "read";
  if (!held.disallow_person.empty()) {
    found.right = Right::Disallowed;
    add(found.rights, held.disallow_person);
  } else if (reads && !held.allow_person.empty()) {
    found.right = Right::Allowed;
    found.matrix_matters = held.disallow_role.empty();
    add(found.rights, held.allow_person);
    if (found.matrix_matters) add(found.rights, held.allow_role);
  } else if (!held.disallow_role.empty()) {
    found.right = Right::Disallowed;
    add(found.rights, held.disallow_role);
  } else if (reads && !held.allow_role.empty()) {
    found.right = Right::Allowed;
    add(found.rights, held.allow_role);
  }
}

// The moment at which this right may change the answer, where the asked moment is in the past.
void note_end(Access& access, const model::AccessRight& right) {
  if (right.declared.at > access.at && !right.allow) access.ends(right.declared.at);
  if (right.allow && right.revoked && holds_at(right, access.at)) access.ends(right.revoked->at);
}

}  // namespace

Status find_right(Access& access) {
  if (!access.transaction || !access.found.caller) return Done{};
  const auto rights = access.evidence.rights(*access.transaction, access.known());
  if (!rights) return rights.error();
  if (*rights == nullptr) return Done{};
  Held held;
  for (const auto& right : **rights) {
    if (!concerns(right, access)) continue;
    if (holds_at(right, access.at)) held.add(right);
    note_end(access, right);
  }
  settle(access, held);
  return Done{};
}

// Who set a right on this one document (audit-and-access.md section 2): the person's before the role's, the matrix last.
Result<model::RuleOutcome> access_right_rule(Access& access) {
  constexpr auto rule = "access_right";
  if (!access.transaction) return not_applicable(rule, "access_right_no_document");
  if (auto done = find_right(access); !done) return std::move(done).error();
  switch (access.found.right) {
    case Right::None: return not_applicable(rule, "access_right_none");
    case Right::Disallowed: return fail(rule, "access_right_disallowed", access.found.rights);
    case Right::Allowed: break;
  }
  auto items = as_one(access.found.rights);
  const auto cell = access.policy.access(access.category(), access.role(), access.department());
  if (access.found.matrix_matters && may(cell, access.action)) {
    items.front().alternatives.push_back(matrix_item(access, access.category(), access.department()));
  }
  if (access.found.matrix_matters && access.found.is_author)
    items.front().alternatives.push_back(document_item(access, "author"));
  return pass(rule, "access_right_allowed", std::move(items));
}

}  // namespace sluis::decision
