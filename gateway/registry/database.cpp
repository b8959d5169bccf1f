#include "gateway/registry/database.hpp"

#include <Poco/Exception.h>

#include <exception>
#include <stdexcept>

namespace sluis::registry {

Fault current_fault() {
  try {
    throw;
  } catch (const std::invalid_argument& wrong) {
    return Fault(FaultId::Internal, wrong.what());
  } catch (const Poco::Exception& failure) {  // of stored JSON or packed bytes
    return Fault(FaultId::RegistryUnavailable, failure.displayText());
  } catch (const std::exception& failure) {
    return Fault(FaultId::RegistryUnavailable, failure.what());
  }
}

}  // namespace sluis::registry
