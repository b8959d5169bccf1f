#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_get_latest_update() { return hub_operation({.kind = model::OrderKind::GetLatestUpdate, .name = "GetLatestUpdate"}); }

}  // namespace sluis::operations
