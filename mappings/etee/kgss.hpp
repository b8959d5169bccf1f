#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

// GetNewKey and GetKey of the key depot (etee.md section 4): what goes over the wire, and what is sealed inside it. Keys and
// identifiers are bytes in a std::string.
namespace sluis::mappings::etee {

inline constexpr std::string_view kKgssNamespace = "urn:be:fgov:ehealth:etee:kgss:1_0:protocol";
inline constexpr std::string_view kGetNewKeyAction = "urn:be:fgov:ehealth:etee:kgss:1_0:protocol:GetNewKey";
inline constexpr std::string_view kGetKeyAction = "urn:be:fgov:ehealth:etee:kgss:1_0:protocol:GetKey";

struct KeyReader {
  std::string name_space;
  std::string name;
  std::string value;  // "" = any
};

// `token`: our own encryption token, for the answer.
std::string write_new_key_content(const std::vector<KeyReader>& readers, const std::vector<std::uint8_t>& token);
std::string write_key_content(std::string_view key_id, const std::vector<std::uint8_t>& token);
std::string write_new_key_request(std::string_view sealed);
std::string write_key_request(std::string_view sealed);

struct KgssAnswer {
  std::vector<std::uint8_t> sealed;  // empty when refused
  std::string error;                 // code of the first error, or of a status that is none of success; "" when there is none
};
Result<KgssAnswer> read_kgss_answer(native::Node body);  // of either operation; NetworkAnswerRefused

struct DepotKey {
  std::string id;  // "" in the answer to GetKey
  std::string value;
};
// NetworkAnswerRefused, also when the key has no length of AES.
Result<DepotKey> read_new_key_content(std::string_view xml);
Result<DepotKey> read_key_content(std::string_view xml);

}  // namespace sluis::mappings::etee
