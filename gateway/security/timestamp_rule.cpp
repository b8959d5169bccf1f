#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/security/rules.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::security {
namespace {

Fault refused(std::string what) { return Fault(FaultId::TimestampRefused, std::move(what)); }

std::optional<core::Instant> instant_of(native::Node node) { return core::parse_instant(core::trim(node.text())); }

}  // namespace

// Cheap, and it bounds how long the replay guard has to remember. Not yet believed: the signature (7, 8) makes it true.
Status timestamp_rule(Case& c, const Ground& ground) {
  const auto& settings = ground.settings;
  const auto parts = c.timestamp.children();
  namespace wss = mappings::wss;
  if (parts.size() != 2 || !parts[0].is(wss::kWsu, "Created") || !parts[1].is(wss::kWsu, "Expires"))
    return refused("Timestamp is not Created and Expires");
  const auto created = instant_of(parts[0]);
  const auto expires = instant_of(parts[1]);
  if (!created || !expires) return refused("Created or Expires is no time");
  if (*created > c.now + settings.future_skew) return refused("Created lies in the future");
  if (c.now >= *expires + settings.past_skew) return refused("expired");
  if (*expires <= *created) return refused("Expires is not after Created");
  if (*expires - *created > settings.longest_timestamp) return refused("lives too long");
  c.expires = *expires;
  return Done{};
}

}  // namespace sluis::security
