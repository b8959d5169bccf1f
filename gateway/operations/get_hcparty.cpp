#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_get_hcparty() { return hub_operation({.kind = model::OrderKind::GetHcParty, .name = "GetHCParty"}); }

}  // namespace sluis::operations
