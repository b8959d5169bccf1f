#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/random.hpp"
#include "gateway/decision/evidence.hpp"
#include "gateway/decision/link_state.hpp"
#include "gateway/decision/policy.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

// Whether a caller may see or write something about a patient: the rules of audit-and-access.md section 2, settled by
// rulings R25 to R29. A rule a file; each reports an outcome with a text key of mappings/policy/reasons.table and names
// its evidence.
namespace sluis::decision {

// One question, and what the identity rule finds out for the rules behind it.
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
  std::optional<std::string> break_the_glass;
  bool list = false;  // a look-up of references: categories are filtered later

  std::optional<model::Ssin> patient = {};  // empty when the number is none
  std::optional<model::Ssin> caller = {};
  bool for_himself = false;  // the patient, or who represents him
  std::string representation = {};
  Seeker linked = {};        // certified or confirmed: whose link counts
  Seeker claimed = {};       // also what is only claimed: whose exclusion counts
  std::string setting = {};  // category of the organisation behind whose counter he stands
  std::optional<core::Instant> valid_until = {};

  void ends(core::Date first_day_without);  // evidence that ends: the answer holds no longer than the first of them
  std::string_view role() const { return policy.role_of(for_himself ? "patient" : claim.category, setting); }
};

Result<model::RuleOutcome> identity_rule(Access& access);
model::RuleOutcome deliberation_rule(const Access& access);
Result<model::RuleOutcome> consent_rule(const Access& access);
Result<model::RuleOutcome> exclusion_rule(const Access& access);
Result<model::RuleOutcome> link_rule(Access& access);  // or break_the_glass in its place
model::RuleOutcome access_right_rule();
model::RuleOutcome matrix_rule(const Access& access);
model::RuleOutcome patient_access_rule(const Access& access);

// Categories of the matrix that the caller may read.
std::vector<std::string> readable_categories(const Access& access);

// All rules in the order of rulings R26; verdict, reasons, what would change it and how long it holds.
Result<model::Decision> decide_access(Access& access);

model::RuleOutcome pass(std::string rule, std::string text_key, std::vector<model::EvidenceItem> evidence = {});
model::RuleOutcome fail(std::string rule, std::string text_key, std::vector<model::EvidenceItem> evidence = {});

// The orders whose answer these rules give.
Result<model::Decision> decide_questions(const model::Order& order, const Policy& policy, Evidence& evidence,
                                         core::Random& random);
Result<model::Decision> decide_references(const model::Order& order, const Policy& policy, Evidence& evidence);
Result<model::Decision> decide_accesses(const model::Order& order, const Policy& policy, Evidence& evidence);

}  // namespace sluis::decision
