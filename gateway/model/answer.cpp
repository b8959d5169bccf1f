#include "gateway/model/answer.hpp"

#include <algorithm>

namespace sluis::model {

std::string_view to_text(SourceState state) {
  switch (state) {
    case SourceState::Complete: return "complete";
    case SourceState::Empty: return "empty";
    case SourceState::Partial: return "partial";
    case SourceState::Refused: return "refused";
    case SourceState::TimedOut: return "timed_out";
    case SourceState::Unreachable: return "unreachable";
    case SourceState::Failed: return "failed";
    case SourceState::Excluded: return "excluded";
    case SourceState::BreakerOpen: return "breaker_open";
    case SourceState::Untrusted: return "untrusted";
  }
  return "failed";
}

std::string_view status_text(SourceState state) {
  switch (state) {
    case SourceState::Complete:
    case SourceState::Empty: return "complete";
    case SourceState::Partial: return "partial";
    case SourceState::Refused: return "refused";
    case SourceState::TimedOut: return "late";
    case SourceState::Unreachable:
    case SourceState::Failed: return "down";
    case SourceState::Excluded: return "excluded";
    case SourceState::BreakerOpen: return "breaker_open";
    case SourceState::Untrusted: return "untrusted";
  }
  return "down";
}

bool Answer::withheld() const {
  return std::any_of(sources.begin(), sources.end(),
                     [](const auto& source) { return source.withheld > 0 || source.state == SourceState::Excluded; });
}

}  // namespace sluis::model
