#include "gateway/registry/migrations.hpp"

namespace sluis::registry {

Migration migration_5() { return {5, "own directory of references", {}}; }

}  // namespace sluis::registry
