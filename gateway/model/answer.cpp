#include "gateway/model/answer.hpp"

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
  }
  return "failed";
}

}  // namespace sluis::model
