#pragma once

#include <set>
#include <string>
#include <vector>

#include "gateway/native/xml_document.hpp"

namespace sluis::test {

// A canonical message flattened by a reader of its own: one line for every element, text and attribute.
struct Line {
  std::string path;   // local names without the root, "request/author/hcparty/cd/@SV"
  std::string value;  // text, attribute value, or namespace of the element
  auto operator<=>(const Line&) const = default;
};

// Where two canonical messages differ: paths, and the names of differences in form ("(prefixes)", "(indentation)",
// "(outer white space)", "(order)"). Empty when they are equal byte for byte.
std::set<std::string> differences(const std::string& original, const std::string& written);

// Whether a row's place, "//hcparty/address" or "select/consent" or "(order)", covers a path and all below it.
bool covers(const std::string& place, const std::string& path);

// What the message means to our model, written again. Throws std::runtime_error for a message that we have no model of.
std::string written_again(native::Node body);

}  // namespace sluis::test
