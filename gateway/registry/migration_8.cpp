#include "gateway/registry/migrations.hpp"

namespace sluis::registry {

Migration migration_8() { return {8, "memory of the federal services", {}, {}}; }

}  // namespace sluis::registry
