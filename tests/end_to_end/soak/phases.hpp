#pragma once

#include <set>
#include <string>
#include <vector>

namespace sluis::soak {

// For a while, one source is wrong in one way; which statuses that may give, and nothing else.
struct Phase {
  std::string source;           // of the sandbox; empty: everything is normal
  std::string rules;            // JSON of the scenario
  std::set<std::string> allowed;
};

// Over the given sources, again and again, every fault in turn; a moment of rest after each.
std::vector<Phase> phases(const std::vector<std::string>& sources);
// Each source is taken away, and comes back.
std::vector<Phase> kills(const std::vector<std::string>& sources);

// "hub-5" or "hub:1999990441" of an answer is "hub5" of the sandbox; the name itself when the table has none.
using Names = std::vector<std::pair<std::string, std::string>>;
std::string sandbox_name(const Names& names, const std::string& answered);

}  // namespace sluis::soak
