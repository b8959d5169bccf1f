#include "mappings/hubservices_v3/reason_codes.hpp"

#include <stdexcept>

#include "gateway/core/table.hpp"

namespace sluis::mappings::hubservices_v3 {

ReasonCodes ReasonCodes::load(const std::string& path) {
  const auto table = core::Table::load(path);
  ReasonCodes codes;
  for (const auto& row : table.rows()) codes.reasons_[table.cell(row, "rule")] = {table.cell(row, "code"), table.cell(row, "text")};
  if (!codes.reasons_.contains("default")) throw std::runtime_error(path + ": a row for `default` is missing");
  return codes;
}

const ReasonCodes::Reason& ReasonCodes::of(std::string_view rule) const {
  const auto found = reasons_.find(rule);
  return found == reasons_.end() ? reasons_.find("default")->second : found->second;
}

}  // namespace sluis::mappings::hubservices_v3
