#include "gateway/routing/call.hpp"

namespace sluis::routing {

bool may_pass(FaultId id) { return id == FaultId::NetworkUnreachable || id == FaultId::NetworkFault; }

bool is_failure(FaultId id) {
  return id == FaultId::NetworkUnreachable || id == FaultId::NetworkTimedOut || id == FaultId::NetworkFault;
}

}  // namespace sluis::routing
