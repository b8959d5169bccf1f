#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "mappings/vitalink/native_message.hpp"

// Between KMEHR messages and data entries. Every element and every suspension of a medication scheme is an entry of its own, whose
// transaction keeps the number that it has in the folder, so that links between entries still mean something.
namespace sluis::mappings::vitalink {

struct SchemeEntries {
  std::string ssin;
  std::optional<int> version;      // of the scheme, that the writer has read
  std::vector<DataEntry> written;  // created or replaced; reference = ID-KMEHR
  std::vector<DataEntry> kept;     // named with their version, unchanged; reference likewise
  std::string head_number;         // ID-KMEHR of the scheme's own transaction
  std::vector<std::string> order;  // references of the elements, as in the message
};

// From a kmehrmessage in the clear, whatever the namespace of that element itself. Fault SchemaViolation: not one folder, no scheme
// in front, a URI that is none of this patient's scheme.
Result<SchemeEntries> entries_of(std::string_view message);

struct SchemeHead {
  std::string ssin;
  int version = 0;
  std::string last_updated;   // xsd:dateTime
  std::string hub, hub_name;  // EHP number and name of the vault
};
// What stands in a kmehrmessage, canonical: header and patient of the first entry, the scheme in front, numbers unique. Fault
// NetworkAnswerRefused: no entries, or business data that is no message with one transaction about this patient.
Result<std::string> scheme_of(const SchemeHead& head, const std::vector<DataEntry>& entries);

// What a list says of an entry; sources and hub are left to the caller. Fault NetworkAnswerRefused as above.
Result<model::DirectoryEntry> reference_of(const DataEntry& entry, const std::string& ssin);

}  // namespace sluis::mappings::vitalink
