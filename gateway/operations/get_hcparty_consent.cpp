#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_get_hcparty_consent() { return hub_operation({.kind = model::OrderKind::GetHcPartyConsent, .name = "GetHCPartyConsent"}); }

}  // namespace sluis::operations
