#include "gateway/native/digest.hpp"
#include "gateway/security/rules.hpp"
#include "mappings/wss/names.hpp"

namespace sluis::security {

// After 7: only what really was signed is remembered, so strangers can't fill the memory. The key is the digest of SignedInfo, which
// is what was signed: it holds the digests of Body and Timestamp. The bytes of SignatureValue would not do (an ECDSA value has a
// second valid form), nor the assertion's id (a replay could come with another token of the same holder).
Status replay_rule(Case& c, const Ground& ground) {
  const auto signed_info = c.signature_node.child(mappings::wss::kDs, "SignedInfo");
  const auto until = c.expires + ground.settings.past_skew;
  const auto outcome = ground.replays.remember(native::sha256(native::canonical(signed_info)), until, c.now);
  if (!outcome) return outcome.error();  // fail closed: not known is not new
  switch (*outcome) {
    case ReplayGuard::Outcome::New: return Done{};
    case ReplayGuard::Outcome::Seen: return Fault(FaultId::Replayed, "the message was seen before");
    case ReplayGuard::Outcome::Full: return Fault(FaultId::Busy, "the replay guard is full");
  }
  return Done{};
}

}  // namespace sluis::security
