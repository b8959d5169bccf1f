#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/core/table.hpp"
#include "mappings/wstrust/request.hpp"

namespace sluis::mappings::wstrust {

// The numbers that a requester states about himself; those that don't apply are empty.
struct OwnNumbers {
  std::string ssin;
  std::string organisation;  // NIHII 8 digits, CBE or EHP
};

// Which claims to ask for each kind of identity: mappings/policy/token_claims.table.
class ClaimTable final {
 public:
  static ClaimTable load(const std::string& path);  // throws std::runtime_error naming file and line

  // kind: citizen, physician, nurse, pharmacy, hospital, insurance, ... Usage when the kind is unknown (the text lists those
  // known) or when a number that the kind needs is empty.
  Result<std::vector<Claim>> claims_for(std::string_view kind, const OwnNumbers& numbers) const;
  std::vector<std::string> kinds() const;

 private:
  explicit ClaimTable(core::Table table) : table_(std::move(table)) {}
  core::Table table_;
};

}  // namespace sluis::mappings::wstrust
