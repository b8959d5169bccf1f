#pragma once

#include <optional>
#include <string>

#include "gateway/model/decision.hpp"
#include "gateway/registry/record.hpp"
#include "gateway/registry/session.hpp"
#include "gateway/spi/registry.hpp"

namespace sluis::registry {

// The six writes, each checked against the stored state inside the transaction that the caller has begun. `new_id` names the record when one is made. Throw DatabaseError, std::runtime_error (unreadable store) or
// std::invalid_argument (a date that the rules always fill is missing).
spi::Written put_consent(Session& session, const model::ConsentRegistration& wanted, const model::Declaration& by,
                         const std::string& new_id);
spi::Written revoke_consent(Session& session, const model::ConsentRegistration& wanted,
                            const model::Declaration& by);
spi::Written put_link(Session& session, const model::LinkRegistration& wanted, const model::Declaration& by,
                      const std::string& new_id);
spi::Written revoke_link(Session& session, const model::LinkRegistration& wanted, const model::Declaration& by);
spi::Written put_exclusion(Session& session, const model::ExclusionRegistration& wanted,
                           const model::Declaration& by, const std::string& new_id);
spi::Written revoke_exclusion(Session& session, const model::ExclusionRegistration& wanted,
                              const model::Declaration& by);

// What a revocation of a link does (rulings R12).
struct LinkEnd {
  bool allowed = false;
  std::optional<core::Date> early;  // the future day at whose start the link ends; empty: ends now
};
LinkEnd end_of_link(const model::TherapeuticLink& link, std::optional<core::Date> named, core::Date today);

// Whether the link can still hold at this moment or later: declared or not yet begun, neither revoked nor expired.
bool unfinished(const model::TherapeuticLink& link, core::Instant at);

}  // namespace sluis::registry
