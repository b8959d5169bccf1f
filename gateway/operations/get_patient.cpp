#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_get_patient() { return hub_operation({.kind = model::OrderKind::GetPatient, .name = "GetPatient"}); }

}  // namespace sluis::operations
