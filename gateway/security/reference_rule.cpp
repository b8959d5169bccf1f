#include <algorithm>

#include "gateway/security/rules.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::security {
namespace {

// Only wsu:Id counts here, whatever else calls itself an id.
Status expect(native::Node element, const char* name, Case& c) {
  const auto id = element.attribute("Id", mappings::wss::kWsu);
  const auto refused = [&](const char* what) { return Fault(FaultId::ReferencesRefused, std::string(name) + what); };
  if (!id || id->empty()) return refused(" has no wsu:Id");
  const auto uri = "#" + *id;
  const auto named = std::ranges::count(c.signature.references, uri, &native::ReferenceView::uri);
  if (named != 1) return refused(" is not among the references, or twice");
  c.signed_nodes.push_back({element, *id});
  return Done{};
}

}  // namespace

// Stands before 7 although its number is higher: it costs nothing, and a signature over other nodes than the Body and the
// Timestamp that we found in 1 and 2 is not worth computing. Ids are unique since rule 2.
Status reference_rule(Case& c, const Ground&) {
  if (auto fine = expect(c.body, "Body", c); !fine) return fine;
  if (auto fine = expect(c.timestamp, "Timestamp", c); !fine) return fine;
  return c.binary_token ? expect(c.binary_token, "BinarySecurityToken", c) : Status(Done{});
}

}  // namespace sluis::security
