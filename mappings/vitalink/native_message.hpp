#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

// The native data-entry model of the vault (vitalink.md section 3), both directions. Names are those of the published classes; their
// rendering as XML without namespace is assumed. native.xsd describes it.
namespace sluis::mappings::vitalink {

enum class NativeCall { Store, Fetch, Remove, Timestamps };

struct NativePerson {
  std::string first_name, last_name, ssin, nihii, role;  // role: CD-HCPARTY without "pers"
};
struct NativeOrganisation {
  std::string role, name, id_type, id_value;
};

struct DataEntry {
  std::string uri, reference;
  std::optional<int> node_version;
  std::map<std::string, std::string> metadata;
  std::string business_data;  // KMEHR, decoded; "" when absent
};

struct NativePage {
  std::string uri;
  int index = 1;
  std::optional<int> size, records;  // answers only
};

struct NativeRequest {
  NativeCall call = NativeCall::Fetch;
  std::string client_id;
  std::optional<NativePerson> person;
  std::optional<NativeOrganisation> organisation;
  std::string subject;                 // Store, Fetch
  std::vector<DataEntry> entries;      // Store
  std::optional<NativePage> page;      // Fetch
  std::optional<std::string> glass;    // Fetch: the reason given
  bool with_business_data = false;     // Fetch
  std::optional<int> version;          // Fetch
  std::string uri;                     // Remove
  std::vector<std::string> subjects;   // Timestamps
};

struct NativeError {
  std::string code, message, reference, reference_type;
};
struct NativeNode {
  std::string name;
  int version = 0;
  NativePage page;
  std::vector<DataEntry> entries;
};
struct NativeStamp {
  std::string subject, last_updated;
  int version = 0;
};

struct NativeResponse {
  NativeCall call = NativeCall::Fetch;
  std::string client_id, server_id;
  std::string code, message;  // of the whole: 200 and 202 are successes
  std::vector<NativeError> errors;
  std::string subject, last_updated, current;
  std::optional<int> version;
  std::vector<DataEntry> entries;   // Store: without business data
  std::vector<NativeNode> nodes;    // Fetch
  std::vector<NativeStamp> stamps;  // Timestamps

  bool success() const { return code == "200" || code == "202"; }
};

std::string write_native(const NativeRequest& request);
std::string write_native(const NativeResponse& response);
// Fault SchemaViolation: none of the four, or a part that must be there is missing or no number.
Result<NativeRequest> read_native_request(native::Node root);
Result<NativeResponse> read_native_response(native::Node root);

}  // namespace sluis::mappings::vitalink
