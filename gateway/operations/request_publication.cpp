#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_request_publication() { return hub_operation({.kind = model::OrderKind::RequestPublication, .name = "RequestPublication"}); }

}  // namespace sluis::operations
