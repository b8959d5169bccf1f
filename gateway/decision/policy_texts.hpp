#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/core/table.hpp"

namespace sluis::decision {

// The texts of the policy tables, from a folder or from what was kept of them. What was asked for is remembered, so that
// the tables that a policy was made of can be kept as they are.
class PolicyTexts final {
 public:
  using Files = std::map<std::string, std::string>;  // "roles.table", text; with the .schema beside each

  explicit PolicyTexts(std::string folder) : folder_(std::move(folder)) {}
  explicit PolicyTexts(Files files) : files_(std::move(files)) {}

  // `name` without its ending. Throws std::runtime_error "file:line: …", the file with its folder when it has one.
  core::Table table(const std::string& name);
  // How messages call it.
  std::string path(const std::string& name) const;
  // Everything read so far, or given.
  const Files& files() const { return files_; }
  Files take() { return std::move(files_); }

 private:
  const std::string& text(const std::string& file);

  std::string folder_;  // "": only what was given
  Files files_;
};

// All bytes that decide, in one order: names and texts, each with its length. The digest of a policy is made of it.
std::string canonical_text(const PolicyTexts::Files& files);

// Names of all tables in a folder, the decider's or not: "roles.table".
std::vector<std::string> tables_in(const std::string& folder);

}  // namespace sluis::decision
