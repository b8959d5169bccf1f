#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/link_state.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

// Whether a caller may see or write something about a patient: the rules of audit-and-access.md section 2, settled by
// rulings R25 to R29. A rule a file; each reports an outcome with a text key of mappings/policy/reasons.table and names
// the evidence that carries it. docs/decisions_explained.md tells it from the outside.
namespace sluis::decision {

enum class Right { None, Allowed, Disallowed };

// What the rules find out on their way, for the rules behind them.
struct Findings {
  std::optional<model::Ssin> patient = {};  // empty when the number is none
  std::optional<model::Ssin> caller = {};
  bool for_himself = false;  // the patient, or who represents him
  std::string representation = {};
  Seeker linked = {};        // certified or confirmed: whose link and whose allow counts
  Seeker claimed = {};       // also what is only claimed: whose exclusion and whose disallow counts
  std::string setting = {};  // category of the organisation behind whose counter he stands
  std::optional<model::EvidenceItem> staff = {};  // the register's word that he works there
  bool staff_carries = false;                     // without it another rule would fail
  const model::DirectoryEntry* document = nullptr;  // facts of the named transaction, when they could be had
  bool is_author = false;
  Right right = Right::None;
  std::vector<model::EvidenceItem> rights = {};  // what allows or disallows
  bool matrix_matters = true;                    // false: a role's disallow stands behind the person's allow
  std::optional<core::Instant> valid_until = {};
};

// One question.
struct Access {
  const Policy& policy;
  Evidence& evidence;
  const model::Identity& identity;
  model::CallerClaim claim;
  std::string patient_text;             // SSIN as written
  std::string source;                   // "" for any
  std::vector<std::string> categories;  // CD-TRANSACTION; of a list the wanted ones, empty for all
  std::string action;                   // read, write
  core::Instant at;
  std::optional<core::Instant> known_at = {};  // nullopt: by what is known now
  std::optional<std::string> break_the_glass = {};
  std::optional<model::TransactionName> transaction = {};
  std::string request = {};  // correlation id: where the trail keeps the reason of an emergency access
  bool list = false;         // a look-up of references: categories are filtered later
  bool without_patient = false;  // the order is about nobody whom its message names in the clear

  Findings found = {};

  core::Date day() const { return core::brussels_date(at); }
  core::Instant known() const { return known_at.value_or(evidence.now()); }
  Result<const spi::PatientFile*> file() const { return evidence.file(*found.patient, known_at); }
  // Evidence that ends: the answer holds no longer than the first of them.
  void ends(core::Instant moment);
  void ends(core::Date first_day_without) { ends(core::start_of_day(first_day_without)); }
  std::string_view category_of_caller() const { return found.for_himself ? std::string_view("patient") : claim.category; }
  std::string_view role() const { return policy.role_of(category_of_caller(), found.setting); }
  // What the document is, as its hub says, else as the question says; "" when neither tells.
  std::string_view category() const;
  std::string_view department() const;  // that wrote the document, "" when not known
};

Result<model::RuleOutcome> identity_rule(Access& access);
model::RuleOutcome deliberation_rule(Access& access);
Result<model::RuleOutcome> consent_rule(Access& access);
Result<model::RuleOutcome> exclusion_rule(Access& access);
Result<model::RuleOutcome> link_rule(Access& access);  // or break_the_glass in its place
Result<model::RuleOutcome> access_right_rule(Access& access);
model::RuleOutcome matrix_rule(Access& access);
Result<model::RuleOutcome> patient_access_rule(Access& access);

// All rules in the order of rulings R26; verdict, reasons, what would change it and how long it holds.
Result<model::Decision> decide_access(Access& access);

}  // namespace sluis::decision
