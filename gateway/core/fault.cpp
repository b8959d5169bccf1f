#include "gateway/core/fault.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace sluis::core {

Fault::Fault(FaultId id, std::string log_text, std::string network)
    : log_text_(std::move(log_text)), network_(std::move(network)) {
  const auto table = fault_table();
  const auto found = std::ranges::find(table, id, &FaultEntry::id);
  if (found == table.end()) throw std::logic_error("fault without an entry in the table");
  entry_ = &*found;
}

std::string Fault::number() const {
  const auto digits = std::to_string(static_cast<int>(entry_->id));
  return "SLU-" + digits;
}

}  // namespace sluis::core
