#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_get_transaction_set() { return hub_operation({.kind = model::OrderKind::GetTransactionSet, .name = "GetTransactionSet"}); }

}  // namespace sluis::operations
