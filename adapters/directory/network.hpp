#pragma once

#include <memory>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/spi/directory.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::adapters::directory {

// Ourselves as a hub (settings section [directory]).
struct DirectorySettings {
  std::string hub_id;  // EHP number
  std::string title;
  std::string sl;      // scheme of references that come without one of ours; "" = the first LOCAL identifier counts
};

struct DirectoryParts {  // all outlive the network
  spi::Directory& directory;
  const core::Clock& clock;
  core::Random& random;
};

// Serves DeclareTransaction, RevokeTransaction and reference lists from our own references; never content. `feeder` sends what the
// metahub is owed; null when no metahub is configured, and then nothing is owed.
std::unique_ptr<spi::Network> make_network(const DirectorySettings& settings, const DirectoryParts& parts, std::unique_ptr<spi::Deliverer> feeder);

}  // namespace sluis::adapters::directory
