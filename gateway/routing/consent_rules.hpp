#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/model/decision.hpp"
#include "gateway/model/identity.hpp"

namespace sluis::routing {

// Under what conditions a permitted order goes to a source (mappings/policy/consent_rules.table).
struct ConsentRule {
  std::string name;
  std::vector<std::string> callers;  // CD-HCPARTY; empty: anybody
  std::vector<std::string> judged;   // rules of the decision that may not have failed

  bool admits(const model::Identity& caller, const model::Decision& decision) const;
};

// By name. Throws std::runtime_error "file:line: …".
std::map<std::string, ConsentRule> load_consent_rules(const std::string& policy_folder);

// The line of a table's row, counted from 0 behind the line of column names: for errors that only the reader of the table sees.
int line_of_row(const std::string& path, std::size_t row);

}  // namespace sluis::routing
