#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/hubservices_v2/response.hpp"

// Reading answers of the federal registrations: what response.hpp writes, the other way.
namespace sluis::mappings::hubservices_v2 {

struct ReadResponse {
  std::string request_id;  // of the request that it echoes
  bool complete = false;
  std::vector<model::BusinessError> errors;
  // Identifiers of records are not on the wire: `id` stays empty. A consent is declared at the beginning of its sign date.
  std::optional<model::Consent> consent;
  std::optional<ConsentStatus> status;
  std::vector<model::TherapeuticLink> links;
  std::vector<model::Exclusion> exclusions;
  std::optional<bool> value;
};

// `body` is valid by the schema. NetworkAnswerRefused when a number or a date in it can't be one; the log text names the element,
// never its value.
Result<ReadResponse> read_response(native::Node body);

}  // namespace sluis::mappings::hubservices_v2
