#include "gateway/operations/access_right_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_get_access_right() {
  return access_right_operation({.kind = model::OrderKind::GetAccessRights,
                                 .name = "GetAccessRight",
                                 .request = "GetAccessRightRequest",
                                 .soap_action = "urn:be:fgov:ehealth:intrahub:protocol:v3:GetAccessRight"});
}

}  // namespace sluis::operations
