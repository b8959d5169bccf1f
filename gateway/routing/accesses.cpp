#include "gateway/routing/accesses.hpp"

#include <algorithm>

namespace sluis::routing {

void sort_accesses(std::vector<model::Access>& accesses) {
  std::ranges::stable_sort(accesses, [](const auto& a, const auto& b) { return a.at > b.at; });
}

model::Answer merge_accesses(std::vector<SourceResult> results) {
  model::Answer answer;
  for (auto& result : results) {
    auto& status = result.status;
    status.entries = static_cast<int>(result.accesses.size());
    if (status.state == model::SourceState::Empty && status.entries > 0) status.state = model::SourceState::Complete;
    for (auto& access : result.accesses) {
      access.source = status.source;
      answer.accesses.push_back(std::move(access));
    }
    answer.sources.push_back(std::move(status));
  }
  sort_accesses(answer.accesses);
  return answer;
}

}  // namespace sluis::routing
