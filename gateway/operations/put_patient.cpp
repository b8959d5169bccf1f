#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_put_patient() { return hub_operation({.kind = model::OrderKind::PutPatient, .name = "PutPatient"}); }

}  // namespace sluis::operations
