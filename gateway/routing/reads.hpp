#pragma once

#include "gateway/model/order.hpp"

namespace sluis::routing {

// Whether the order changes nothing where it goes: only such a one may be sent twice.
bool is_read(model::OrderKind kind);

}  // namespace sluis::routing
