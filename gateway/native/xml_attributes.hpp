#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/native/xml_document.hpp"

namespace sluis::native {

// What a message that is carried on, element by element, needs beside Node: everything that an element says of itself.
struct Attribute {
  std::string ns;  // "" when in none
  std::string local;
  std::string value;
};
std::vector<Attribute> attributes_of(Node node);  // document order; namespace declarations are none

// What a prefix stands for at this element, for qualified names in content (xsi:type); "" is the default namespace.
std::optional<std::string> namespace_of(Node node, std::string_view prefix);

}  // namespace sluis::native
