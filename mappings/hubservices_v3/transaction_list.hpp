#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/order.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/hubservices_v3/frame.hpp"

// GetTransactionList of hub services v3, both directions (hubs.md sections 3 and 4). The same codec serves our own service and
// the networks that we ask.
namespace sluis::mappings::hubservices_v3 {

inline constexpr std::string_view kListAction = "urn:be:fgov:ehealth:intrahub:protocol:v3:GetTransactionList";
inline constexpr std::string_view kListRequest = "GetTransactionListRequest";
inline constexpr std::string_view kListResponse = "GetTransactionListResponse";

struct ListRequest {
  model::RequestHeader header;
  model::ReferenceQuery query;
};

// From a body that is valid by the schema. An absent search type is local (HUB-TRN-6).
ListRequest read_list_request(native::Node body);
std::string write_list_request(const ListRequest& request);

struct PageInfo {
  int size = 0;
  int total = 0;
};

struct ListResponse {
  std::string id;
  model::PartyClaim author;
  std::string date;
  std::string time;
  std::string request;     // canonical XML of the request header that is repeated; writing only
  std::string request_id;  // identifier of the repeated request; reading only
  std::optional<PageInfo> page;
  bool complete = true;
  std::vector<ErrorReport> errors;
  std::optional<model::FolderPatient> patient;
  std::vector<model::DirectoryEntry> entries;
  int without_name = 0;  // summaries that have no LOCAL identifier: nobody could fetch them; reading only
};

// `local_scheme`: the SL by which the source names its documents; of several LOCAL identifiers that one is taken, else the first.
// Fault NetworkAnswerRefused when an element is missing or no value of its type.
Result<ListResponse> read_list_response(native::Node body, std::string_view local_scheme = {});
// One TransactionSummaryType, as DeclareTransaction carries it too; nullopt when type, date, iscomplete or isvalidated is missing.
std::optional<model::DirectoryEntry> read_summary(native::Node transaction, std::string_view local_scheme = {});
// A reference without date is written with the moment of the answer: the schema leaves no other way.
std::string write_list_response(const ListResponse& response);

}  // namespace sluis::mappings::hubservices_v3
