#pragma once

#include <string>
#include <vector>

#include "gateway/core/clock.hpp"

namespace sluis::model {

// One order of a known caller, as the trail keeps it (audit-and-access.md section 5). No clinical content.
struct AuditEvent {
  core::Instant at;
  std::string correlation_id;
  std::string request_id;       // of the message, "" on the JSON door
  std::string operation;
  std::string caller_ssin;
  std::string caller_nihii;
  std::string caller_category;
  std::string caller_organisation;
  std::string caller_name;
  std::string end_user_ssin;    // the person behind an organisation's counter, as the message names him
  std::string end_user_nihii;
  std::string end_user_category;
  std::string end_user_name;
  std::string patient_ssin;
  std::string outcome;          // permitted, refused, failed
  std::string rule;             // the reason when refused
  std::vector<std::string> codes;  // standard codes, or SLU-nnnn
  std::string break_the_glass;
  std::string representation;   // kind
  std::string representative_ssin;
  std::vector<std::string> sources;   // "hub:… complete 3"
  std::string record_id;        // registration that was made or looked at
  std::string document_id;      // LOCAL id of the document that it was about, with its SL and hub
  std::string document_scheme;
  std::string document_hub;
  std::string document_category;
  std::string search_type;      // local, global, external, where the order has one
  std::string software;         // the caller's program, as the message names it
};

}  // namespace sluis::model
