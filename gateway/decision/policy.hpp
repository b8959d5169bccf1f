#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/core/calendar.hpp"
#include "gateway/decision/actors.hpp"
#include "gateway/decision/policy_texts.hpp"
#include "gateway/model/business_errors.hpp"

namespace sluis::decision {

using Names = std::set<std::string, std::less<>>;

enum class Relation { Own, Referral, Citizen, ReadOnly, Closed };

struct LinkType {
  Relation relation = Relation::Closed;
  Names authors;  // actors
  Names parties;  // categories
  bool later_start = false;
  int months = 0;     // longest period
  std::string exact;  // failure when a given end is another day than start + months; "" when shorter is fine
};

struct ProofRule {
  bool binary = false;   // mandatory, else forbidden
  std::string card;      // scheme of the card number it needs, "" for none
  Names sufficient_for;  // own, referral, pharmacy, hospital
};

enum class PartyKind { Person, Organisation, Other };

struct PartyCategory {
  PartyKind kind = PartyKind::Other;
  bool link = false;
  bool exclusion = false;
};

struct RepresentationKind {
  bool until_majority = false;
  bool patient_may_overrule = false;
  bool told_of_others = false;
};

struct Role {
  std::string category;
  std::string setting;  // organisation category, or "*"
  std::string role;
};

// One decision of the information security committee: which exchange it allows.
struct Deliberation {
  std::string number;  // as evidence names it
  std::string source;  // "hub:*" for every hub, "hub:1990000035" for one, "*" for every source
  Names roles;         // of the access matrix; empty: all, also who has none
  Names categories;    // empty: all that the matrix knows
  Names actions;
  std::optional<core::Date> from;  // first day; nullopt: since ever
  std::optional<core::Date> to;    // last day; nullopt: open

  bool holds_on(core::Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

struct Settings {
  int newborn_months = 0;
  int majority_years = 0;
  int minor_acts_from_years = 0;
  bool sis_card_accepted = false;
  int most_rows = 0;
  int longest_comment = 0;
  Names break_the_glass_categories;
  int break_the_glass_shortest = 0;
  int break_the_glass_longest = 0;
  bool deceased_without_consent = false;
  Names own_act_binds;  // services
  int break_the_glass_minutes = 0;  // uses by one person for one patient within it are one
};

template <class T>
using Named = std::map<std::string, T, std::less<>>;

// Everything that is data and not code: the tables of mappings/policy, read once and checked against each other.
struct Policy {
  model::BusinessErrors errors;
  ActorTable actors;
  Named<LinkType> link_types;
  Named<ProofRule> proofs;
  Named<PartyCategory> categories;
  Named<RepresentationKind> representations;
  Settings settings;
  std::vector<Role> roles;           // in the order of the table: the first that fits
  Named<Named<std::string>> matrix;  // category, role: RW, R, r or -
  Named<Named<Named<std::string>>> departments;  // department, category, role: instead of the matrix' own line
  std::vector<Deliberation> deliberations;

  // Throws std::runtime_error "file:line: …".
  static Policy load(const std::string& folder);
  // The same; afterwards `texts` holds every table and schema that was read.
  static Policy read(PolicyTexts& texts);

  // "" when the caller's category has no role.
  std::string_view role_of(std::string_view category, std::string_view setting) const;
  // "" when the matrix lists neither. `department`: CD-HCPARTY of the department that wrote the document, "" when not
  // known; a line for it stands in for the general one.
  std::string_view access(std::string_view category, std::string_view role, std::string_view department = {}) const;
};

}  // namespace sluis::decision
