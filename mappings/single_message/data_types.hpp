#pragma once

#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::mappings::single_message {

// What the data hub says it holds of a patient: kinds of data, never the data (gfd.md section 5, DataLocationType).
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
