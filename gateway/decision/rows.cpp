#include "gateway/decision/rows.hpp"

#include <algorithm>
#include <charconv>

namespace sluis::decision {

std::optional<int> read_rows(std::string_view text, int most) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (!std::ranges::all_of(fraction, [](char c) { return c == '0'; })) return std::nullopt;
  int rows = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), rows);
  if (error != std::errc{} || end != whole.data() + whole.size() || rows < 1 || rows > most) return std::nullopt;
  return rows;
}

}  // namespace sluis::decision
