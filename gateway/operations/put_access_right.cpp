#include "gateway/operations/access_right_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_put_access_right() {
  return access_right_operation({.kind = model::OrderKind::PutAccessRight,
                                 .name = "PutAccessRight",
                                 .request = "PutAccessRightRequest",
                                 .soap_action = "urn:be:fgov:ehealth:intrahub:protocol:v3:PutAccessRight"});
}

}  // namespace sluis::operations
