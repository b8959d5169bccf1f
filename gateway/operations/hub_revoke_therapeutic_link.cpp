#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

// HUB-TLNK-1.
std::unique_ptr<spi::Operation> make_hub_revoke_therapeutic_link() {
  return hub_operation({.kind = model::OrderKind::RevokeLink, .name = "RevokeTherapeuticLink", .read = read_hub_link});
}

}  // namespace sluis::operations
