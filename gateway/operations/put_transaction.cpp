#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_put_transaction() { return hub_operation({.kind = model::OrderKind::PutTransaction, .name = "PutTransaction"}); }

}  // namespace sluis::operations
