#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/access_right.hpp"
#include "gateway/model/registration.hpp"

namespace sluis::model {

// A failure that the standard reports in `acknowledge` with its own code (MH2.*, CO.*, TL.*, EX.*, hub numbers).
struct BusinessError {
  std::string code;
  std::string text;   // English; from mappings/policy/business_errors.table
  int entry = 0;      // of a bulk, from 1; 0: of the whole message (rulings R19)
};

enum class Outcome { Pass, Fail, NotApplicable };

struct EvidenceItem {
  std::string kind;   // consent, link, exclusion, matrix, person, provider, representation
  std::string id;
  int version = 0;
  std::string from;   // ISO date, "" when unknown
  std::string to;     // "" when open
  std::string detail; // matrix: "labresult | physician | R"
  std::vector<EvidenceItem> alternatives = {};  // what would have carried the outcome as well, without this item
  std::string authority = {};  // of a consent, link or exclusion: who told of it (local, ehealth)
  std::string as_of = {};      // and when, RFC 3339
};

struct RuleOutcome {
  std::string rule;   // identity, deliberation, consent, exclusion, link, break_the_glass, access_right, matrix, patient_access
  Outcome outcome = Outcome::NotApplicable;
  std::string text_key;  // row of mappings/policy/reasons.table, which holds nl, fr, de, en
  std::vector<EvidenceItem> evidence;
};

// The normalised registration that a permitted Put or Revoke asks for; the registry stores it.
struct ConsentRegistration {
  Ssin patient;
  std::string first_name;
  std::string family_name;
  std::string type;
  std::optional<core::Date> sign_date;
  std::optional<core::Date> revoke_date;
  AuthorClaim author;
};

struct LinkRegistration {
  Ssin patient;
  std::string first_name;
  std::string family_name;
  Party party;
  std::string type;
  std::optional<core::Date> start;  // always filled for Put
  std::optional<core::Date> end;    // always filled for Put; as declared for Revoke
  std::string comment;
  std::string proof_type;
};

struct ExclusionRegistration {
  Ssin patient;
  std::string first_name;
  std::string family_name;
  Party party;
};

// A validated query of registrations.
struct RegistrationQuery {
  Ssin patient;
  std::optional<Party> party;
  std::vector<std::string> types;
  std::optional<core::Date> begin;
  std::optional<core::Date> end;
  std::string status = "active";
  int max_rows = 1000;
  bool blocked = false;  // Has: an exclusion makes the answer false (rulings R20)
  bool deceased = false;  // consent status: the patient is known to have died (rulings R10)
  bool deceased_speaks = false;  // and his death is told also when no consent was ever declared (setting of R10)
};

enum class Verdict { Permit, Deny };

struct Decision {
  std::string id;
  Verdict verdict = Verdict::Deny;
  std::vector<RuleOutcome> rules;       // all of them, in the order of rulings R26
  std::vector<BusinessError> errors;    // registrations: why not, in document order
  std::vector<std::string> would_change;  // what would turn a deny into a permit: "consent", "link", ...
  std::optional<core::Instant> valid_until;
  std::vector<std::string> readable_categories;  // ListReferences: what the matrix lets this caller see
  bool patient_view = false;                     // ListReferences: hide what is marked PatientAccess no
  bool own_accesses_only = false;                // ReadAuditTrail: this caller is shown what he did himself, nothing of others
  std::string representation;                    // kind, when a representative acts
  std::optional<Ssin> representative;            // who he is
  std::vector<Ssin> notify;                      // who has to be told once it is stored (rulings R8)
  std::string policy;                            // digest of the tables that it was made by
  std::variant<std::monostate, ConsentRegistration, LinkRegistration, ExclusionRegistration, RegistrationQuery, AccessRightRegistration> registration;
  std::vector<Decision> answers;        // Decide: one a question; a bulk of links: one an entry

  bool permitted() const { return verdict == Verdict::Permit; }
  const RuleOutcome* reason() const;    // the first failing rule, null when none
};

}  // namespace sluis::model
