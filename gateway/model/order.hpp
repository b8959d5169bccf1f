#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/model/identity.hpp"

namespace sluis::model {

enum class OrderKind {
  PutConsent, GetConsent, RevokeConsent, ConsentStatus,
  PutLink, GetLinks, RevokeLink, HasLink,
  PutExclusion, GetExclusions, RevokeExclusion,
  ListReferences,  // IntraHub GetTransactionList and the JSON references
  Decide,          // the JSON decision question
  ReadAccesses,    // the patient reads who looked
};
std::string_view to_text(OrderKind kind);

struct ConsentOrder {  // Put, Revoke; Get and status use patient and types only
  PatientClaim patient;
  std::vector<std::string> types;
  std::optional<std::string> sign_date;  // texts as written: the rules judge them
  std::optional<std::string> revoke_date;
  std::optional<AuthorClaim> author;
};

struct LinkOrder {  // Put, Revoke
  PatientClaim patient;
  std::vector<PartyClaim> parties;
  std::string type;
  std::optional<std::string> start;
  std::optional<std::string> end;
  std::string comment;
  std::vector<ProofClaim> proofs;
};

struct LinkQuery {  // Get, Has
  std::vector<PatientClaim> patients;
  std::vector<PartyClaim> parties;
  std::vector<std::string> types;
  std::optional<std::string> begin;
  std::optional<std::string> end;
  std::string status = "active";
  std::vector<ProofClaim> proofs;
};

struct ExclusionOrder {  // Put, Revoke; Get leaves party empty when all are asked
  PatientClaim patient;
  std::optional<PartyClaim> party;
};

enum class SearchScope { Local, Global, External };

struct ReferenceQuery {
  PatientClaim patient;
  std::vector<std::string> categories;  // CD-TRANSACTION; empty means all
  std::optional<std::string> begin;
  std::optional<std::string> end;
  SearchScope scope = SearchScope::Local;
  bool transactions_only = false;       // asked by GetTransactionList: only what GetTransaction can fetch belongs in the answer
  std::optional<std::string> break_the_glass;
};

struct TransactionName {  // one document, by the identifier that its hub gave (HUB-TRN-1)
  std::string id;
  std::string local_scheme;  // SL
  std::string hub;           // EHP
};

struct CallerClaim {  // members that don't apply are empty
  std::string ssin;
  std::string nihii;
  std::string category;
  std::string organisation;  // NIHII, CBE or EHP number
};

struct Question {  // rulings, "The question and the answer"
  CallerClaim caller;
  std::string patient;  // SSIN as written
  std::string source;
  std::string category;
  std::string action;   // "read", "write"
  std::optional<core::Instant> at;
  std::optional<std::string> break_the_glass;
  std::optional<TransactionName> transaction;
};

struct AccessQuery {
  PatientClaim patient;
};

struct Order {
  OrderKind kind{};
  Identity caller;       // who the token certifies
  RequestHeader header;  // only author and id are filled on the JSON door
  std::variant<std::monostate, ConsentOrder, LinkOrder, LinkQuery, ExclusionOrder, ReferenceQuery, std::vector<Question>,
               AccessQuery>
      content;
  std::string correlation_id;
  core::Instant received;

  std::string patient_number() const;  // INSS of the concerned patient as written, "" when there is none
};

}  // namespace sluis::model
