#include "gateway/registry/migrations.hpp"

namespace sluis::registry {

Migration migration_6() { return {6, "reviews of break-the-glass", {}}; }

}  // namespace sluis::registry
