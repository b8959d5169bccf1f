#include "gateway/decision/policy.hpp"

namespace sluis::decision {

std::string_view Policy::role_of(std::string_view category, std::string_view setting) const {
  for (const auto& role : roles) {
    if (role.category == category && (role.setting == "*" || role.setting == setting)) return role.role;
  }
  return {};
}

std::string_view Policy::access(std::string_view category, std::string_view role, std::string_view department) const {
  const auto* rows = &matrix;
  if (const auto own = departments.find(department); own != departments.end() && own->second.contains(category)) {
    rows = &own->second;
  }
  const auto row = rows->find(category);
  if (row == rows->end()) return {};
  const auto cell = row->second.find(role);
  return cell == row->second.end() ? std::string_view{} : std::string_view(cell->second);
}

}  // namespace sluis::decision
