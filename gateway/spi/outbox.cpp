#include "gateway/spi/outbox.hpp"

namespace sluis::spi {

std::string_view to_text(OutboxState state) {
  switch (state) {
    case OutboxState::Waiting: return "waiting";
    case OutboxState::Done: return "done";
    case OutboxState::Refused: return "refused";
  }
  return "";
}

}  // namespace sluis::spi
