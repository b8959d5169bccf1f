#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/access.hpp"
#include "gateway/model/order.hpp"
#include "mappings/hubservices_v3/frame.hpp"
#include "mappings/hubservices_v3/transaction_list.hpp"

// GetPatientAuditTrail of hub services v3, both directions (audit-and-access.md section 1).
namespace sluis::mappings::hubservices_v3 {

inline constexpr std::string_view kAuditAction = "urn:be:fgov:ehealth:intrahub:protocol:v3:GetPatientAuditTrail";
inline constexpr std::string_view kAuditRequest = "GetPatientAuditTrailRequest";
inline constexpr std::string_view kAuditResponse = "GetPatientAuditTrailResponse";

struct AuditRequest {
  model::RequestHeader header;
  model::AccessQuery query;
};

// From a body that is valid by the schema. An absent search type is local. `select/breaktheglass`, whatever it says, asks for accesses
// with break-the-glass only; the reason for this call stands in the header.
AuditRequest read_audit_request(native::Node body);
// A party is named by its numbers only: the schema has no place for its category.
std::string write_audit_request(const AuditRequest& request);

struct AuditResponse {
  AnswerHeader header;
  std::string request_id;  // identifier of the repeated request; reading only
  std::optional<PageInfo> page;
  bool complete = true;
  std::vector<ErrorReport> errors;
  std::string patient;     // INSS that every access is about; "" when they are of several
  std::vector<model::Access> accesses;
};

// Fault NetworkAnswerRefused when an element is missing or no value of its type.
Result<AuditResponse> read_audit_response(native::Node body);
// The schema wants date, time and author of a document: a trail that doesn't keep them writes the moment of the access and the hub that
// holds the document (else who answers). There is no place for operation and outcome: refused attempts look like the others.
std::string write_audit_response(const AuditResponse& response);

}  // namespace sluis::mappings::hubservices_v3
