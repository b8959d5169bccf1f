#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/single_message/names.hpp"

namespace sluis::mappings::single_message {

// The calls of both services (gfd.md section 2): {operation}Request and {operation}Response of the protocol's namespace, children in no
// namespace. Everything that says something about a patient travels sealed.

struct SignatureOnTheSpot {
  std::string date_time;  // xsd:dateTime
  std::string value;      // base64, sealed
};

struct Authorization {
  std::optional<bool> consent;   // PatientConsentFlag; left out when unknown
  std::optional<bool> relation;  // TherapeuticalRelationShipFlag: true, false, or the element is left out
  std::optional<SignatureOnTheSpot> signature;
};

struct Call {
  std::string_view operation;  // RegisterData, GetData, CheckAliveTIP, ...
  std::string tip = {};        // RoutingParameters/TIPId, left out when empty
  std::string message = {};    // SingleMessageSealed, base64
  std::string parameters = {}; // RequestParametersSealed, base64
  std::optional<Authorization> authorization = {};
};
std::string write_call(const Call& call);
std::string action_of(std::string_view operation);  // SOAPAction

struct Response {
  std::string code;    // TIP_200, PCDH_SUCCESS, ...
  std::string type;    // FUNCTIONAL, or of a technical failure
  std::string tip;
  std::string sealed;  // base64, "" when there is none
  std::string alive;   // CheckAliveResult
};
// Fault NetworkAnswerRefused: another body element, or no status code.
Result<Response> read_response(native::Node body, std::string_view operation);

}  // namespace sluis::mappings::single_message
