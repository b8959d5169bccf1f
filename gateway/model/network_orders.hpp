#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/model/transaction_name.hpp"

// What orders are about that a network fulfils: as much as we have to know to judge and to route them.
namespace sluis::model {

// What a KMEHR message holds that is to be stored, as far as the rules of hubs.md section 4.1 look.
struct WrittenContent {
  int folders = 0;
  int transactions = 0;
  std::vector<PatientClaim> patients;      // of the folders
  std::vector<PartyClaim> authors;         // of the first transaction, without hubs
  std::vector<std::string> subjects;       // SSIN inside every vitalinkuri
  bool is_scheme = false;                  // a medicationscheme stands in it
  bool has_version = false;                // and carries the version read before
  bool builds_on_stored = false;           // some transaction names what is stored already
  int scheme_elements = 0;
};

// An IntraHub order. What we don't judge travels as it came.
struct HubOrder {
  std::optional<PatientClaim> patient;      // absent when a message names none that we can read (a sealed folder)
  std::vector<TransactionName> documents;   // LOCAL ids, in document order
  std::vector<std::string> categories;      // CD-TRANSACTION of what is written or asked
  std::string hub;                          // EHP number of the hub that select/transaction/author names, "" when it names none
  std::optional<PartyClaim> party;          // of orders about a party
  bool sealed = false;                      // the folder is sealed
  std::string body;                         // canonical XML of everything behind `request`, in order
  bool opened = false;                      // it came sealed for us: `body` holds the folder in the clear, and nobody else may see it
  bool opens_answer = false;                // the caller can't open a sealed answer: we do it for him
  std::optional<WrittenContent> written;    // of a message that can be read
  std::optional<std::string> begin;         // RequestPublication: days as written
  std::optional<std::string> end;
  std::vector<PatientClaim> further_patients;  // GetLatestUpdate about several
};

// What somebody may have signed at the counter to give access on the spot (gfd.md section 4).
struct PatientSignature {
  std::string date_time;  // xsd:dateTime
  std::string value;      // base64, as sent
};

struct DossierOrder {
  std::optional<PatientClaim> patient;
  std::string message;            // SingleMessage to register, update or revoke, XML
  std::string session;            // sguid
  std::string dispensation;       // dguid
  std::string data_type;          // of a history: medicationhistory, medicationscheme_timestamps, medicationscheme_entries; "" = the first
  std::string client_message;     // of a medication scheme: the caller's own id of the question
  int page = 0;                   // of medicationscheme_entries
  std::string range;              // FULL, DEFAULT, CUSTOM
  std::string begin;              // yyyy-mm-dd, CUSTOM only
  std::string end;
  bool without_own = false;       // excludeOwnData
  std::string motivation_type;
  std::string motivation_text;
  std::optional<bool> consent_known;   // what the pharmacist knows
  std::optional<bool> relation_known;
  std::optional<PatientSignature> signature;
};

struct ReviewQuery {
  std::string state;  // open, escalated, closed; "" = open and escalated
};

struct ReviewVerdict {
  std::string review;  // its id
  bool justified = false;
  std::string text;    // the reviewer's, at least 10 characters
};

}  // namespace sluis::model
