#pragma once

#include <optional>
#include <string>

#include "gateway/core/result.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/authority.hpp"
#include "gateway/spi/network.hpp"

// Registrations on their way to the federal services, as they wait in the outbox: what is needed to find the record again, and
// the request, complete but for its identifier and its moment.
namespace sluis::adapters::ehealth {

struct Forwarded {
  model::Order order;
  spi::Authority::About about;
};

// Of a permitted Put or Revoke of one registration. Our organisation stands first among the authors: it is the one whose token
// calls. Dates that the rules filled in stand in the message.
std::string payload_of(const model::Order& order, const model::Decision& decision, const spi::OwnParty& own);

// Fault Internal when it isn't what payload_of writes.
Result<Forwarded> read_payload(const std::string& payload);
// Without the request.
spi::Authority::About about_payload(const std::string& payload);

}  // namespace sluis::adapters::ehealth
