#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/spi/network.hpp"

namespace sluis::spi {

struct Located {
  std::vector<std::string> hubs;                   // EHP numbers
  std::optional<core::Instant> remembered_since;  // when the metahub said so, if it wasn't asked now
};

// A locator that remembers, and says when it does.
class RememberingLocator : public Locator {
 public:
  virtual Result<Located> locate(const model::Order& order, Deadline deadline) = 0;
  Result<std::vector<std::string>> hubs_of(const model::Order& order, Deadline deadline) final {
    auto located = locate(order, deadline);
    if (!located) return std::move(located).error();
    return std::move(located->hubs);
  }
};

}  // namespace sluis::spi
