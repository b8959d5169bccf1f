#pragma once

#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/access_right.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::spi {

// Explicit rights on single documents, history included. Fault RegistryUnavailable. Thread-safe.
class AccessRights {
 public:
  virtual ~AccessRights() = default;
  // Oldest first, by what had been recorded up to that moment.
  virtual Result<std::vector<model::AccessRight>> rights_on(const model::TransactionName& document, core::Instant known_at) = 0;
  // Replaces what the party had on this document (audit-and-access.md section 2).
  virtual Result<Written> put_right(const model::AccessRightRegistration&, const model::Declaration&) = 0;
  virtual Result<Written> revoke_rights(const model::AccessRightRegistration&, const model::Declaration&) = 0;
};

}  // namespace sluis::spi
