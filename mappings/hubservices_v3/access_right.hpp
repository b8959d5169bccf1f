#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/order.hpp"
#include "mappings/hubservices_v3/frame.hpp"

// Rights on single documents of hub services v3, both directions (hubs.md section 4, audit-and-access.md section 2). Element names are
// "Put", "Get" and "Revoke" + "AccessRight" + "Request" or "Response".
namespace sluis::mappings::hubservices_v3 {

struct RightRequest {
  model::RequestHeader header;
  model::AccessRightOrder order;
};

// From a body that is valid by the schema: any of the three requests. A document is named by its LOCAL identifier (HUB-TRN-1); its id is
// empty when there is none.
RightRequest read_right_request(native::Node body);
// `operation`: PutAccessRight, GetAccessRight or RevokeAccessRight.
std::string write_right_request(std::string_view operation, const RightRequest& request);

// One explicit right as a message names it.
struct RightEntry {
  model::TransactionName transaction;
  model::PartyClaim party;
  std::string right;  // allow, disallow
};

struct RightResponse {
  AnswerHeader header;
  bool complete = true;
  std::vector<ErrorReport> errors;
  std::vector<RightEntry> rights;  // of a Get
};

// Fault NetworkAnswerRefused when an element is missing or no value of its type.
Result<RightResponse> read_right_response(native::Node body);
// A list is written for GetAccessRight when the answer is complete, also an empty one.
std::string write_right_response(std::string_view operation, const RightResponse& response);

}  // namespace sluis::mappings::hubservices_v3
