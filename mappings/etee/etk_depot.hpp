#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/native/xml_document.hpp"

// GetEtk of the ETK depot (etee.md section 3).
namespace sluis::mappings::etee {

inline constexpr std::string_view kDepotNamespace = "urn:be:fgov:ehealth:etkdepot:1_0:protocol";
inline constexpr std::string_view kGetEtkAction = "urn:be:fgov:ehealth:etkdepot:1_0:protocol:GetEtk";

struct Actor {
  std::string type;
  std::string value;
  std::string application;  // "" when none
  bool operator==(const Actor&) const = default;
};

// The number as long as its type wants it, zeros put before it; unchanged when the type's length isn't known.
std::string padded(std::string_view type, std::string_view value);

std::string write_get_etk(const Actor& actor);

struct EtkAnswer {  // one of the three
  std::vector<std::uint8_t> token;
  std::vector<Actor> matches;
  std::string error;  // code
};
// NetworkAnswerRefused.
Result<EtkAnswer> read_get_etk_response(native::Node body);

}  // namespace sluis::mappings::etee
