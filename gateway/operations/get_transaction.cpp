#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_get_transaction() { return hub_operation({.kind = model::OrderKind::GetTransaction, .name = "GetTransaction"}); }

}  // namespace sluis::operations
