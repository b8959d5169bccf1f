#include "gateway/decision/policy_texts.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sluis::decision {

const std::string& PolicyTexts::text(const std::string& file) {
  if (const auto found = files_.find(file); found != files_.end()) return found->second;
  if (folder_.empty()) throw std::runtime_error(file + ": not among the tables that were kept");
  std::ifstream in(folder_ + "/" + file);
  if (!in) throw std::runtime_error(folder_ + "/" + file + ": can't be read");
  std::ostringstream read;
  read << in.rdbuf();
  return files_.emplace(file, read.str()).first->second;
}

std::string PolicyTexts::path(const std::string& name) const {
  return (folder_.empty() ? std::string{} : folder_ + "/") + name + ".table";
}

core::Table PolicyTexts::table(const std::string& name) {
  return core::Table::parse(path(name), text(name + ".table"), text(name + ".schema"));
}

std::string canonical_text(const PolicyTexts::Files& files) {
  std::string out;
  for (const auto& [name, text] : files) {
    out += name + " " + std::to_string(text.size()) + "\n" + text + "\n";
  }
  return out;
}

std::vector<std::string> tables_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() == ".table") names.push_back(file.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace sluis::decision
