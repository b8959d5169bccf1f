#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_put_hcparty() { return hub_operation({.kind = model::OrderKind::PutHcParty, .name = "PutHCParty"}); }

}  // namespace sluis::operations
