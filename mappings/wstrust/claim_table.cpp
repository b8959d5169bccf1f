#include "mappings/wstrust/claim_table.hpp"

#include <algorithm>

namespace sluis::mappings::wstrust {

ClaimTable ClaimTable::load(const std::string& path) { return ClaimTable(core::Table::load(path)); }

std::vector<std::string> ClaimTable::kinds() const {
  std::vector<std::string> kinds;
  for (const auto& row : table_.rows()) {
    const auto& kind = table_.cell(row, "kind");
    if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
  }
  return kinds;
}

Result<std::vector<Claim>> ClaimTable::claims_for(std::string_view kind, const OwnNumbers& numbers) const {
  std::vector<Claim> claims;
  for (const auto& row : table_.rows()) {
    if (table_.cell(row, "kind") != kind) continue;
    const auto& value = table_.cell(row, "value");
    const bool optional = value.ends_with('?');
    Claim claim{table_.cell(row, "claim"), {}};
    if (value != "-") {
      const auto& number = value.starts_with("ssin") ? numbers.ssin : numbers.organisation;
      if (number.empty() && optional) continue;
      if (number.empty()) return Fault(FaultId::Usage, std::string(kind) + " needs its " + value);
      claim.values.push_back(number);
    }
    claims.push_back(std::move(claim));
  }
  if (!claims.empty()) return claims;
  std::string known;
  for (const auto& each : kinds()) known += (known.empty() ? "" : ", ") + each;
  return Fault(FaultId::Usage, "no such kind of identity; known are: " + known);
}

}  // namespace sluis::mappings::wstrust
