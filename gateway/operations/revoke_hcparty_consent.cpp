#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_revoke_hcparty_consent() { return hub_operation({.kind = model::OrderKind::RevokeHcPartyConsent, .name = "RevokeHCPartyConsent"}); }

}  // namespace sluis::operations
