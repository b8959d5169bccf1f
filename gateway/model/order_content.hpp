#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/model/question.hpp"
#include "gateway/model/transaction_name.hpp"

// What orders are about, a struct a family: raw texts as written, which the rules judge.
namespace sluis::model {

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
  bool nameless_patient = false;  // hub services v3 have no room for his names: the register's are taken
};

struct LinkEntry {  // of a bulk
  std::string id;    // ID-KMEHR, as written
  LinkOrder order;
};

struct LinkBatch {
  std::vector<LinkEntry> entries;
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

struct ExclusionOrder {  // Put, Revoke, preview; Get and history leave party empty when all are asked
  PatientClaim patient;
  std::optional<PartyClaim> party;
  std::optional<std::string> begin;  // history only
  std::optional<std::string> end;
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
  std::string resume = {};              // token of an earlier answer: only what was missing then is asked again
  std::optional<int> page_size = {};    // JSON: entries a page
  std::string page = {};                // JSON: where the page begins, as the earlier page told
};

struct AccessQuery {  // who looked; every filter is optional
  PatientClaim patient;
  std::optional<std::string> begin = {};  // days, both included
  std::optional<std::string> end = {};
  std::string operation = {};
  std::string outcome = {};               // permitted, refused, failed
  std::optional<PartyClaim> party = {};   // whose accesses
  std::optional<TransactionName> document = {};
  bool break_the_glass_only = false;
  bool with_proofs = false;          // each record with what shows that it stands in the trail
  SearchScope scope = SearchScope::Local;
};

struct AccessRightOrder {  // Put, Get, Revoke
  TransactionName transaction;
  std::optional<PartyClaim> party;
  std::string right;  // "allow", "disallow"; "" in Get and Revoke
};

struct NotificationQuery {};  // of the caller himself

struct EvidenceOrder {
  std::string record_id;
  std::optional<int> version;  // the declaration when absent
};

struct RerunOrder {
  std::string decision_id;
  std::map<std::string, std::string> tables;  // file name, text: stands in for the stored one
};

}  // namespace sluis::model
