#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_put_hcparty_consent() { return hub_operation({.kind = model::OrderKind::PutHcPartyConsent, .name = "PutHCPartyConsent"}); }

}  // namespace sluis::operations
