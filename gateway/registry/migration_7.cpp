#include "gateway/registry/migrations.hpp"

namespace sluis::registry {

Migration migration_7() { return {7, "memory of the metahub", {}}; }

}  // namespace sluis::registry
