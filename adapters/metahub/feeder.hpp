#pragma once

#include <memory>
#include <string>

#include "gateway/spi/network.hpp"
#include "gateway/spi/outbox.hpp"

namespace sluis::adapters::metahub {

// Ourselves as a hub.
struct OwnHub {
  std::string ehp;
  std::string name;
  std::string identity;  // name of the [identity] whose token certifies this EHP number; "" = the default one
};

// Feeds the metahub from the outbox, topic "metahub": PutPatientLink and RevokePatientLink. An item that the metahub refuses is
// refused; whatever else goes wrong is tried again.
std::unique_ptr<spi::Deliverer> make_feeder(const spi::NetworkSettings& metahub, const spi::Surroundings& house, const OwnHub& hub);

}  // namespace sluis::adapters::metahub
