#include "gateway/operations/access_right_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_revoke_access_right() {
  return access_right_operation({.kind = model::OrderKind::RevokeAccessRight,
                                 .name = "RevokeAccessRight",
                                 .request = "RevokeAccessRightRequest",
                                 .soap_action = "urn:be:fgov:ehealth:intrahub:protocol:v3:RevokeAccessRight"});
}

}  // namespace sluis::operations
