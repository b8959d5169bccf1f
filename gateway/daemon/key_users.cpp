#include "gateway/daemon/key_users.hpp"

#include <utility>

namespace sluis::daemon {

void LiveProofs::use(const KeySet& keys) {
  auto trust = keys.proofs;
  trust.standing = standing_;
  current_.exchange(adapters::eid::make_signed_proofs(std::move(trust)));
}

std::variant<spi::SignedProof, std::string> LiveProofs::open(std::span<const std::uint8_t> cms, core::Instant at) const {
  return current_.get()->open(cms, at);
}

transport::WireTrust wire_trust_of(const KeySet& keys) { return {keys.server_roots, keys.client_credentials}; }

// What may fail (TLS contexts, of both sides) comes first; the rest puts a value in the place of another.
void keep_current(LiveKeys& keys, const KeyUsers& users) {
  keys.prepare_exchange([users](const LiveKeys::Shared& set) { return users.wire.prepare(wire_trust_of(*set)); });
  if (users.server != nullptr) {
    keys.prepare_exchange([users](const LiveKeys::Shared& set) { return users.server->prepare(set->tls, set->operators); });
  }
  keys.prepare_exchange([users](const LiveKeys::Shared& set) -> std::function<void()> {
    return [users, set] {
      users.gate.exchange(set->sts_certificates, set->holder_roots);
      users.tokens.exchange(set->identities, set->sts_certificates);
      users.proofs.use(*set);
      users.trail.sign_with(set->trail_signer);
    };
  });
}

}  // namespace sluis::daemon
