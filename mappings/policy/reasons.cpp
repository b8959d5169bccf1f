#include "mappings/policy/reasons.hpp"

#include <stdexcept>

#include "gateway/core/table.hpp"

namespace sluis::mappings::policy {

Reasons Reasons::load(const std::string& path) {
  const auto table = core::Table::load(path);
  Reasons reasons;
  for (const auto& row : table.rows()) {
    const ReasonText text{table.cell(row, "nl"), table.cell(row, "fr"), table.cell(row, "de"), table.cell(row, "en")};
    if (!reasons.rows_.emplace(table.cell(row, "key"), text).second) {
      throw std::runtime_error(path + ": " + row.front() + " stands there twice");
    }
  }
  return reasons;
}

ReasonText Reasons::of(std::string_view key) const {
  if (const auto found = rows_.find(key); found != rows_.end()) return found->second;
  const std::string text(key);
  return {text, text, text, text};
}

}  // namespace sluis::mappings::policy
