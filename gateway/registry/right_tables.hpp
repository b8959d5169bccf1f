#pragma once

#include <string>
#include <vector>

#include "gateway/registry/packed.hpp"
#include "gateway/registry/session.hpp"
#include "gateway/spi/access_rights.hpp"

// Rights on single documents, as rows with events like registrations. All throw DatabaseError or std::runtime_error (unreadable
// store); a write belongs to the transaction that the caller has begun. `original` may be null.
namespace sluis::registry {

// Oldest first, as known at that moment.
std::vector<model::AccessRight> rights_on(Session& session, const model::TransactionName& document, core::Instant known_at);
// Throws std::invalid_argument when no party is named.
spi::Written put_right(Session& session, const model::AccessRightRegistration& wanted, const model::Declaration& by,
                       const Packed* original, const std::string& new_id);
spi::Written revoke_rights(Session& session, const model::AccessRightRegistration& wanted, const model::Declaration& by,
                           const Packed* original);

}  // namespace sluis::registry
