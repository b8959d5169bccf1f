#include "tests/gateway/registry/support_naive.hpp"

#include <algorithm>

#include "tests/gateway/registry/support.hpp"

namespace sluis::registry_test {
namespace {

constexpr long kHour = 3600;
constexpr const char* kTypes[] = {"gpconsultation", "gpreferral"};

int brussels_day(long at) { return static_cast<int>((at + kHour) / (24 * kHour)); }  // in winter
core::Date date_of(int days) { return core::Date{std::chrono::sys_days{std::chrono::days{days}}}; }
int days_of(core::Date date) { return static_cast<int>(std::chrono::sys_days{date}.time_since_epoch().count()); }
long seconds_of(core::Instant at) { return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count(); }
model::Party party_of(int party) { return party == 0 ? doctor() : pharmacy(); }

std::string shown(const std::optional<int>& day) { return day ? std::to_string(*day) : "-"; }

std::string line(const std::string& what, int version, long declared, const std::string& revoked) {
  return what + " v" + std::to_string(version) + " declared " + std::to_string(declared) + " revoked " + revoked + "\n";
}

std::string revoked_text(const std::optional<model::Declaration>& revoked) {
  return revoked ? std::to_string(seconds_of(revoked->at)) : "-";
}

}  // namespace

Act random_act(std::mt19937& dice, Kind kind, long at) {
  const auto up_to = [&](int most) { return static_cast<int>(dice() % static_cast<unsigned>(most + 1)); };
  const int today = brussels_day(at);
  Act act{kind, up_to(1) == 0, at, up_to(1), up_to(1), today - up_to(2), std::nullopt};
  if (kind == Kind::Consent) act.end = today - up_to(3);
  if (kind == Kind::Link && act.put) act.end = act.start + up_to(1) * up_to(30);
  if (kind == Kind::Link && !act.put && up_to(2) > 0) act.end = today - 3 + up_to(15);
  return act;
}

Result<spi::Written> run(spi::Registry& registry, const model::Ssin& patient, const Act& act) {
  model::Declaration by;  // without an author: reading and writing JSON is not what is tested here
  by.at = core::Instant{std::chrono::seconds{act.at}};
  const auto end = act.end ? std::optional(date_of(*act.end)) : std::nullopt;
  if (act.kind == Kind::Consent) {
    model::ConsentRegistration wanted{patient, "", "", "retrospective", date_of(act.start), end, {}};
    return act.put ? registry.put_consent(wanted, by) : registry.revoke_consent(wanted, by);
  }
  if (act.kind == Kind::Exclusion) {
    const auto wanted = exclusion_of(patient, party_of(act.party));
    return act.put ? registry.put_exclusion(wanted, by) : registry.revoke_exclusion(wanted, by);
  }
  model::LinkRegistration wanted{patient, "", "", party_of(act.party), kTypes[act.type], date_of(act.start), end, "", ""};
  return act.put ? registry.put_link(wanted, by) : registry.revoke_link(wanted, by);
}

std::string text_of(spi::WriteState state) {
  switch (state) {
    case spi::WriteState::Stored: return "stored";
    case spi::WriteState::AlreadyActive: return "exists";
    case spi::WriteState::NotFound: return "none";
    case spi::WriteState::AlreadyRevoked: return "revoked before";
    case spi::WriteState::DateOutside: return "date outside";
  }
  return "?";
}

// Whether nothing of it can hold today or later.
bool Naive::over(const Row& row, int today) const {
  if (row.early_end) return today >= *row.early_end;
  if (row.revoked) return true;
  if (row.declared.kind != Kind::Link) return false;
  const int last_day = *row.declared.end == row.declared.start ? row.declared.start : *row.declared.end - 1;
  return today > last_day;
}

Naive::Row* Naive::newest(const Act& act) {
  Row* found = nullptr;
  for (auto& row : rows_) {
    const auto& its = row.declared;
    if (its.kind != act.kind) continue;
    if (act.kind != Kind::Consent && its.party != act.party) continue;
    if (act.kind == Kind::Link && its.type != act.type) continue;
    found = &row;
  }
  return found;
}

std::string Naive::revoke_link(Row& row, const Act& act) {
  const int today = brussels_day(act.at);
  if (over(row, today)) return "revoked before";
  if (row.early_end && act.end == row.early_end) return "revoked before";
  const int declared_end = *row.declared.end;
  const bool at_once = !act.end || *act.end == today || *act.end == declared_end;
  if (!at_once && (*act.end < row.declared.start || *act.end >= row.early_end.value_or(declared_end))) return "date outside";
  row.early_end.reset();
  if (!at_once && *act.end > today) row.early_end = act.end;
  row.revoked = act;
  ++row.version;
  return "stored";
}

std::string Naive::apply(const Act& act) {
  auto* row = newest(act);
  std::string outcome = "stored";
  if (act.put) {
    if (row && !over(*row, brussels_day(act.at))) return "exists";
    rows_.push_back({act, 1, {}, {}});
  } else if (!row) {
    return "none";
  } else if (act.kind == Kind::Link) {
    outcome = revoke_link(*row, act);
  } else if (row->revoked) {
    return act.kind == Kind::Consent ? "none" : "revoked before";
  } else if (act.kind == Kind::Consent && *act.end < row->declared.start) {
    return "date outside";
  } else {
    row->revoked = act;
    ++row->version;
  }
  copies_.emplace_back(act.at, view());
  return outcome;
}

std::string Naive::view() const {
  std::string consents, links, exclusions;
  for (const auto& row : rows_) {
    const auto& act = row.declared;
    const auto revoked = row.revoked ? std::to_string(row.revoked->at) : "-";
    const auto named = row.revoked ? row.revoked->end : std::nullopt;
    if (act.kind == Kind::Consent) {
      consents += line("consent signed " + std::to_string(act.start) + " until " + shown(named), row.version, act.at, revoked);
    } else if (act.kind == Kind::Link) {
      links += line("link " + party_of(act.party).key() + " " + kTypes[act.type] + " " + std::to_string(act.start) + ".." + shown(act.end) +
                        " early " + shown(row.early_end) + " named " + shown(named),
                    row.version, act.at, revoked);
    } else {
      exclusions += line("exclusion " + party_of(act.party).key(), row.version, act.at, revoked);
    }
  }
  return consents + links + exclusions;
}

std::string Naive::view_at(long moment) const {
  std::string known;
  for (const auto& [at, copy] : copies_) {
    if (at <= moment) known = copy;
  }
  return known;
}

std::string view_of(const spi::PatientFile& file) {
  const auto day = [](const std::optional<core::Date>& date) { return date ? std::to_string(days_of(*date)) : std::string("-"); };
  std::string text;
  for (const auto& one : file.consents) {
    text += line("consent signed " + day(one.sign_date) + " until " + day(one.revoke_date), one.version, seconds_of(one.declared.at),
                 revoked_text(one.revoked));
  }
  for (const auto& one : file.links) {
    text += line("link " + one.party.key() + " " + one.type + " " + day(one.start) + ".." + day(one.end) + " early " +
                     day(one.ended_early) + " named " + day(one.revocation_end),
                 one.version, seconds_of(one.declared.at), revoked_text(one.revoked));
  }
  for (const auto& one : file.exclusions) {
    text += line("exclusion " + one.party.key(), one.version, seconds_of(one.declared.at), revoked_text(one.revoked));
  }
  return text;
}

}  // namespace sluis::registry_test
