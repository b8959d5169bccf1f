#pragma once

#include <cstddef>
#include <string_view>

#include "gateway/native/xml_document.hpp"

// Private to this room: finds start tags in XML source text without parsing it. Up to the first error of form this agrees with a
// parser, because '<' opens markup everywhere outside comments, CDATA sections and instructions.
namespace sluis::native {

// Offset of the first start tag at or after `from`; npos when there is none, or when a declaration such as DOCTYPE comes first.
std::size_t next_start_tag(std::string_view xml, std::size_t from);

struct StartTag {
  std::size_t end;     // offset behind its '>'; npos when unfinished
  std::size_t values;  // quoted values, that is attributes and namespace declarations; counting stops above `most`
};
StartTag measure_start_tag(std::string_view xml, std::size_t start, std::size_t most);

std::string_view without_bom(std::string_view xml);
Position position_at(std::string_view xml, std::size_t offset);

}  // namespace sluis::native
