#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_declare_transaction() { return hub_operation({.kind = model::OrderKind::DeclareTransaction, .name = "DeclareTransaction"}); }

}  // namespace sluis::operations
