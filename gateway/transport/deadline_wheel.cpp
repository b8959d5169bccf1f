#include "gateway/transport/deadline_wheel.hpp"

#include <algorithm>

namespace sluis::transport {

DeadlineWheel::DeadlineWheel(Time now) : slots_(kSlots), current_(slot_of(now)) {}

DeadlineWheel::Time DeadlineWheel::set(std::uint64_t who, Time at) {
  const auto slot = std::clamp(slot_of(at), current_, current_ + kSlots - 1);
  slots_[static_cast<std::size_t>(slot % kSlots)].push_back(who);
  ++entries_;
  return Time(kSlot * (slot + 1));
}

std::vector<std::uint64_t> DeadlineWheel::due(Time now) {
  std::vector<std::uint64_t> found;
  const auto end = slot_of(now);
  const auto last = std::min(end, current_ + kSlots);  // a jump beyond the horizon visits every slot once
  for (; current_ < last; ++current_) {
    auto& slot = slots_[static_cast<std::size_t>(current_ % kSlots)];
    found.insert(found.end(), slot.begin(), slot.end());
    slot.clear();
  }
  current_ = std::max(current_, end);
  entries_ -= found.size();
  return found;
}

}  // namespace sluis::transport
