#include "gateway/registry/migrations.hpp"

namespace sluis::registry {

Migration migration_4() { return {4, "what is owed to the outside", {}}; }

}  // namespace sluis::registry
