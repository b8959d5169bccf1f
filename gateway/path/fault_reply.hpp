#pragma once

#include <string>

#include "gateway/core/fault.hpp"
#include "gateway/message/reply.hpp"
#include "gateway/spi/operation.hpp"

namespace sluis::path {

// The one function that turns a fault into what the caller gets: a SOAP 1.1 Fault with the eHealth detail (consent.md 5.2), or a
// JSON document with the HTTP status of the fault table. The correlation id is in both; the log text is in neither.
message::Reply fault_reply(const Fault& fault, spi::Door door, const std::string& correlation_id,
                           const std::string& environment);

// Which door a path belongs to: /api/… speaks JSON, everything else SOAP.
spi::Door door_of(const std::string& path);

}  // namespace sluis::path
