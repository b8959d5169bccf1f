#include "gateway/native/key_value.hpp"
#include "gateway/security/rules.hpp"

namespace sluis::security {
namespace {

using mappings::saml11::Confirmation;

Fault refused(std::string what) { return Fault(FaultId::NotHolderOfKey, std::move(what)); }

Status check_method(const Confirmation& confirmation) {
  if (confirmation.methods.size() != 1 || confirmation.methods.front() != mappings::saml11::kHolderOfKey)
    return refused("confirmation method is not holder-of-key alone");
  if (confirmation.certificate.empty() && !confirmation.key_value) return refused("holder-of-key without a key");
  return Done{};
}

Status take_key(const Confirmation& confirmation, Case& c, const Ground& ground) {
  if (confirmation.key_value) {
    if (!ground.settings.bare_holder_keys) return refused("the holder is a bare key, which the settings refuse");
    auto key = native::public_key_of(confirmation.key_value);
    if (!key) return refused(key.error().log_text());
    if (c.key && !(*c.key == *key)) return refused("two holder keys");
    c.key = std::move(*key);
    return Done{};
  }
  auto certificate = ground.certificates.get(confirmation.certificate);
  if (!certificate) return refused("the holder certificate can't be read");
  if (c.key && !(*c.key == certificate->key())) return refused("two holder keys");
  c.key = certificate->key();
  c.certificate = std::move(*certificate);
  return Done{};
}

}  // namespace

// After 5: only now is the key the token service's word. Every confirmation must be holder-of-key with one and the same key: a
// token that may also be used as bearer is refused.
Status holder_rule(Case& c, const Ground& ground) {
  if (c.assertion.confirmations.empty()) return refused("no SubjectConfirmation");
  for (const auto& confirmation : c.assertion.confirmations) {
    if (auto fine = check_method(confirmation); !fine) return fine;
    if (auto fine = take_key(confirmation, c, ground); !fine) return fine;
  }
  return Done{};
}

}  // namespace sluis::security
