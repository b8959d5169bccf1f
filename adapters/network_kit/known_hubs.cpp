#include "adapters/network_kit/known_hubs.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "gateway/core/installed.hpp"
#include "gateway/core/table.hpp"

namespace sluis::adapters::network_kit {
namespace {

constexpr std::array<std::string_view, 4> kFilled{"hub_id", "sl", "application", "title"};

}  // namespace

spi::NetworkSettings with_known_hub(spi::NetworkSettings settings) {
  const auto like = settings.extra.find("like");
  if (like == settings.extra.end() || like->second.empty()) return settings;
  const auto table = core::Table::load(core::installed_mappings() + "/policy/hubs.table");
  const auto& rows = table.rows();
  const auto row = std::ranges::find_if(rows, [&](const auto& cells) { return table.cell(cells, "name") == like->second; });
  if (row == rows.end()) throw std::runtime_error("like: no hub of this name in mappings/policy/hubs.table");
  for (const auto column : kFilled) {
    const auto value = table.cell(*row, column);
    auto& own = settings.extra[std::string(column)];
    if (own.empty() && value != "-") own = value;
  }
  return settings;
}

}  // namespace sluis::adapters::network_kit
