#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/native/xml_document.hpp"

// The shared pharmaceutical dossier (gfd.md): the GetDataTypes call of its data hub, the parameters that are sealed inside, and the
// single message that comes back sealed. Children of the protocol and of the parameters are in no namespace.
namespace sluis::mappings::single_message {

inline constexpr std::string_view kProtocol = "urn:be:fgov:ehealth:gfddpp:protocol:v1";
inline constexpr std::string_view kDataTypesAction = "urn:be:fgov:ehealth:gfddpp:protocol:v1:GetDataTypes";

struct DataTypesParameters {
  std::string patient;          // INSS
  std::string requestor_type;   // attribute of the token that holds the number
  std::string requestor_id;
  std::string start_date;       // xsd:date, "" when open
  std::string end_date;
};
std::string write_parameters(const DataTypesParameters& parameters);

enum class Link { Known, Unknown };  // the therapeutic link: unknown leaves the flag out
// `sealed`: base64. The consent flag is always false here, as the platform's own client sends it.
std::string write_data_types_request(std::string_view sealed, Link link);

struct SealedResponse {
  std::string code;    // PCDH_SUCCESS, ...
  std::string sealed;  // base64, "" when there is none
};
// Fault NetworkAnswerRefused.
Result<SealedResponse> read_data_types_response(native::Node body);
bool is_success(std::string_view code);

struct DataLocations {
  model::FolderPatient patient;
  struct Location {
    std::string system;
    std::vector<std::string> data_types;
  };
  std::vector<Location> locations;
};
// The DataLocation entity of an opened single message. Fault NetworkAnswerRefused: none, several, or one without patient.
Result<DataLocations> read_data_locations(native::Node single_message);

}  // namespace sluis::mappings::single_message
