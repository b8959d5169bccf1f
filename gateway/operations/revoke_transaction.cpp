#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_revoke_transaction() { return hub_operation({.kind = model::OrderKind::RevokeTransaction, .name = "RevokeTransaction"}); }

}  // namespace sluis::operations
