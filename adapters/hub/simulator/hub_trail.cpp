#include "adapters/hub/simulator/hub_trail.hpp"

#include <algorithm>

namespace sluis::sandbox {
namespace {

bool fits(const HubAccess& access, const HubAccessFilter& filter) {
  if (!filter.patient.empty() && access.patient != filter.patient) return false;
  if (!filter.id.empty() && (!access.document || access.document->id != filter.id || access.document->sl != filter.sl))
    return false;
  const auto date = core::brussels_date(access.at);
  if ((filter.begin && date < *filter.begin) || (filter.end && date > *filter.end)) return false;
  if (filter.glass_only && access.glass.empty()) return false;
  return filter.numbers.empty() ||
         std::any_of(filter.numbers.begin(), filter.numbers.end(), [&](const auto& number) {
           return std::find(access.numbers.begin(), access.numbers.end(), number) != access.numbers.end();
         });
}

}  // namespace

void HubTrail::add(HubAccess access) {
  const std::lock_guard lock(mutex_);
  all_.push_back(std::move(access));
}

std::vector<HubAccess> HubTrail::find(const HubAccessFilter& filter) const {
  const std::lock_guard lock(mutex_);
  std::vector<HubAccess> found;
  std::copy_if(all_.rbegin(), all_.rend(), std::back_inserter(found), [&](const auto& a) { return fits(a, filter); });
  return found;
}

}  // namespace sluis::sandbox
