#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/native/xml_document.hpp"

// What a hub tells the metahub, and what the metahub tells of others' changes (adapters/metahub/README.md).
namespace sluis::mappings::metahub {

inline constexpr std::string_view kPutAction = "urn:be:fgov:ehealth:metahub:protocol:v2:PutPatientLink";
inline constexpr std::string_view kRevokeAction = "urn:be:fgov:ehealth:metahub:protocol:v2:RevokePatientLink";
inline constexpr std::string_view kDeltaAction = "urn:be:fgov:ehealth:metahub:protocol:v2:GetMetaHubDelta";

struct LinkChange {
  model::RequestHeader header;
  bool put = true;
  std::string patient;  // INSS
  std::string hub;      // EHP number
  std::string hub_name;
};
std::string write_link_change(const LinkChange& change);

struct Acknowledged {
  std::string request_id;  // of the repeated request
  bool complete = true;
  std::vector<std::string> codes;  // of errors, 200, 202 and VALID left out
};
Result<Acknowledged> read_link_change_response(native::Node body, bool put);  // NetworkAnswerRefused

// `position` of the last answer, "" at the beginning: then only the position comes.
std::string write_delta_request(const model::RequestHeader& header, std::string_view position);

struct DeltaResponse {
  Acknowledged acknowledged;
  std::string position;
  bool gap = false;                   // changes are missing: what was remembered can't be relied on
  std::vector<std::string> patients;  // INSS of each change, in order
};
Result<DeltaResponse> read_delta_response(native::Node body);  // NetworkAnswerRefused

}  // namespace sluis::mappings::metahub
