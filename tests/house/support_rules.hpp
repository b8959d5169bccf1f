#pragma once

#include <string>
#include <vector>

namespace sluis::house {

// A source file as the rules see it: its path from the root, and its text.
struct SourceFile {
  std::string path;
  std::string text;
};

// All *.hpp and *.cpp of gateway/, adapters/ and mappings/.
std::vector<SourceFile> source_files(const std::string& root);

// One line per breach, "path: what and which rule"; empty when the house is in order.
std::vector<std::string> include_breaches(const std::vector<SourceFile>& files);   // who may include whom
std::vector<std::string> library_breaches(const std::vector<SourceFile>& files);   // C libraries and Poco::Net in their rooms only
std::vector<std::string> form_breaches(const std::vector<SourceFile>& files);      // pragma once, lengths

}  // namespace sluis::house
