#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/native/xml_document.hpp"

// GetPatientLinks of the metahub, as adapters/metahub/README.md describes it: which hubs know a patient.
namespace sluis::mappings::metahub {

inline constexpr std::string_view kProtocol = "urn:be:fgov:ehealth:metahub:protocol:v2";
inline constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v2";
inline constexpr std::string_view kAction = "urn:be:fgov:ehealth:metahub:protocol:v2:GetPatientLinks";

struct LinksRequest {
  model::RequestHeader header;
  std::string patient;  // INSS
};
std::string write_links_request(const LinksRequest& request);

struct LinksResponse {
  std::string request_id;  // of the repeated request
  bool complete = true;
  std::vector<std::string> codes;  // of errors, 200, 202 and VALID left out
  std::vector<std::string> hubs;   // EHP numbers, each once, in the order of the answer
};
// The metahub's own part has no official schema, so elements are found by local name. `patient`: a link of anyone else is not
// believed. Fault NetworkAnswerRefused.
Result<LinksResponse> read_links_response(native::Node body, std::string_view patient);

}  // namespace sluis::mappings::metahub
