#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "adapters/hub/simulator/hub_parts.hpp"

namespace sluis::sandbox::hub {

// What part of a list is asked (HUB-PAG-1).
struct Cut {
  std::size_t index = 0;
  std::optional<std::size_t> most;  // maxrows: what it cuts off doesn't count
  bool asked = false;
};
Result<Cut> read_cut(native::Node request);

template <class T>
std::vector<T> cut_page(std::vector<T> all, const Cut& cut, std::size_t size, HubReply& reply) {
  if (cut.most && all.size() > *cut.most) all.resize(*cut.most);
  const auto from = std::min(cut.index, all.size());
  const auto to = std::min(from + size, all.size());
  if (cut.asked || to - from < all.size()) reply.pages = HubPages{size, all.size()};
  return {std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(from)),
          std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(to))};
}

}  // namespace sluis::sandbox::hub
