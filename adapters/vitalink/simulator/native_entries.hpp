#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/native/xml_document.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox::vault {

// "/subject/{ssin}/{node}" and what stands behind it (vitalink.md section 2).
struct EntryUri {
  enum class Form { Node, New, Entry, Update } form = Form::Node;
  std::string ssin, node, entry;
  int version = 0;

  std::string base() const { return "/subject/" + ssin + "/" + node; }
};
std::optional<EntryUri> parse_uri(const std::string& text);

// One dataEntry of a store request.
struct GivenEntry {
  std::string uri, reference, business_data;  // decoded
  std::optional<int> node_version;
  std::map<std::string, std::string> metadata;
};
std::vector<GivenEntry> given_entries(native::Node request);

// CD-TRANSACTION of what a node keeps; "" when the vault has no such node.
std::string category_of(const std::string& node);
bool belongs(const std::string& category, const std::string& node);

std::optional<int> whole_number(const std::string& text);

}  // namespace sluis::sandbox::vault
