#include <algorithm>

#include "gateway/decision/link_rules.hpp"
#include "gateway/decision/link_state.hpp"
#include "gateway/decision/patient.hpp"
#include "gateway/decision/rows.hpp"

namespace sluis::decision {
namespace {

int check_rows(const LinkCase& link, const std::optional<std::string>& text) {
  const int most = link.policy.settings.most_rows;
  if (!text) return most;
  const auto rows = read_rows(*text, most);
  if (!rows) link.failures.add("too_many_rows");
  return rows.value_or(most);
}

LinkDates check_period(const LinkCase& link, const model::LinkQuery& asked) {
  LinkDates period;
  if (!asked.begin && !asked.end) return period;
  if (!asked.begin || !asked.end) {
    link.failures.add("period_incomplete");
    return period;
  }
  period.start = core::parse_date(*asked.begin);
  period.end = core::parse_date(*asked.end);
  if (!period.start || !period.end || *period.start > *period.end) link.failures.add("date_invalid");
  if (asked.status != "active") link.failures.add("period_needs_active");
  const bool gmd = std::ranges::any_of(asked.types, [&](const auto& type) {
    const auto found = link.policy.link_types.find(type);
    return found != link.policy.link_types.end() && found->second.relation == Relation::ReadOnly;
  });
  if (gmd) link.failures.add("period_for_gmd");
  return period;
}

Result<std::optional<model::Ssin>> check_patient(const LinkCase& link, const model::LinkQuery& asked) {
  if (asked.patients.empty()) {
    link.failures.add("query_without_patient");
    return std::optional<model::Ssin>{};
  }
  if (asked.patients.size() > 1) {
    link.failures.add("patient_two_numbers");
    return std::optional<model::Ssin>{};
  }
  return check_link_patient(link, asked.patients.front(), asked.proofs);
}

// What is registered about the one who asks, and about the party he asks for (rulings R20, therapeutic-link.md section
// 7).
Status check_state(const LinkCase& link, model::RegistrationQuery& query) {
  if (link.actor.is_citizen() && link.operation != "has") return Done{};
  const auto file = link.evidence.file(query.patient);
  if (!file) return file.error();
  const auto now = link.evidence.now();
  if (excludes(**file, link.actor, now)) {
    link.failures.add("excluded");
    return Done{};
  }
  if (link.operation == "has") {
    query.blocked = query.party && excludes(**file, *query.party, now);
    return Done{};
  }
  if (query.party && is_author_himself(link.actor, *query.party)) return Done{};
  const auto own = active_link(query.patient, {link.actor.person, link.actor.organisation}, now, link.evidence);
  if (!own && own.error().id() == FaultId::EvidenceUnavailable) {  // he may be the holder of the global medical file
    link.failures.add("source_unavailable");
    return Done{};
  }
  if (!own) return own.error();
  if (!*own) link.failures.add("no_link");
  return Done{};
}

}  // namespace

Status decide_link_query(const model::Order& order, const LinkCase& link, model::Decision& decision) {
  const auto& asked = std::get<model::LinkQuery>(order.content);
  const int rows = check_rows(link, order.header.max_rows);
  const auto patient = check_patient(link, asked);
  if (!patient) return patient.error();
  std::optional<model::Party> party;
  if (!asked.parties.empty()) {
    auto found = concerned_party(link, asked.parties);
    if (!found) return std::move(found).error();
    party = std::move(*found);
  }
  check_known_types(link, asked.types);
  const auto period = check_period(link, asked);
  if (asked.patients.size() == 1) {
    check_query_proofs(link, asked.proofs,
                       {asked.patients.front(), *patient, asked.parties.size() == 1 ? &asked.parties.front() : nullptr});
  }
  if (!link.failures.empty()) return Done{};
  model::RegistrationQuery result{**patient,  std::move(party), asked.types, period.start,
                                  period.end, asked.status,     rows};
  if (auto done = check_state(link, result); !done) return done;
  decision.registration = std::move(result);
  return Done{};
}

}  // namespace sluis::decision
