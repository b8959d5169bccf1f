#pragma once

#include "gateway/spi/access_rights.hpp"
#include "gateway/spi/archive.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

// One store for all that must agree with each other: an act, the message that asked for it and who has to be told of it are
// committed together.
class Store : public spi::Registry, public spi::Archive, public spi::AccessRights {};

}  // namespace sluis::registry
