#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_put_transaction_set() { return hub_operation({.kind = model::OrderKind::PutTransactionSet, .name = "PutTransactionSet"}); }

}  // namespace sluis::operations
