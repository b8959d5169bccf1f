#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

// HUB-TLNK-1.
std::unique_ptr<spi::Operation> make_hub_put_therapeutic_link() {
  return hub_operation({.kind = model::OrderKind::PutLink, .name = "PutTherapeuticLink", .read = read_hub_link});
}

}  // namespace sluis::operations
