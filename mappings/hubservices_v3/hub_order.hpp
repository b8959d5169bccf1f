#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/order.hpp"
#include "mappings/hubservices_v3/frame.hpp"

// Orders of hub services v3 that a hub fulfils, both directions (hubs.md section 4). What we judge is read; everything behind `request`,
// and in answers behind `acknowledge`, travels as canonical XML. Element names are the operation's + "Request" or "Response".
namespace sluis::mappings::hubservices_v3 {

// SOAPAction of an operation (hubs.md section 2).
std::string action_of(std::string_view operation);

struct HubRequest {
  model::RequestHeader header;
  model::HubOrder order;
};

// From a body that is valid by the schema. A document is named by its LOCAL identifier (HUB-TRN-1); without one `documents` holds an
// empty name.
HubRequest read_hub_request(native::Node body);
std::string write_hub_request(std::string_view operation, const model::RequestHeader& header, std::string_view content);

// The facts of a message whose folder is in the clear; `body` as in HubOrder. Fault Malformed when it is no XML.
Status read_written(model::HubOrder& order);

// `select` of GetTransaction and GetTransactionSet: the patient's number and one document, with its hub when that is known.
std::string write_document_select(std::string_view patient, const model::TransactionName& document);

struct HubResponse {
  AnswerHeader header;
  std::string request_id;  // of the repeated request; reading only
  bool complete = true;
  std::vector<ErrorReport> errors;
  std::string content;     // canonical XML of everything behind `acknowledge`
};

// Fault NetworkAnswerRefused when it is another element, or response, acknowledge or iscomplete is missing.
Result<HubResponse> read_hub_response(std::string_view operation, native::Node body);
// GetLatestUpdate always carries its list: an empty one is written when there is no content.
std::string write_hub_response(std::string_view operation, const HubResponse& response);

}  // namespace sluis::mappings::hubservices_v3
