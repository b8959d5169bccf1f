#pragma once

#include <memory>
#include <span>
#include <variant>

#include "gateway/audit/file_trail.hpp"
#include "gateway/core/exchangeable.hpp"
#include "gateway/daemon/live_keys.hpp"
#include "gateway/security/gate.hpp"
#include "gateway/security/token_source.hpp"
#include "gateway/spi/signed_proofs.hpp"
#include "gateway/transport/server.hpp"
#include "gateway/transport/wire.hpp"

namespace sluis::daemon {

// Opens proofs by the roots and revocation lists that are in use at the moment.
class LiveProofs final : public spi::SignedProofs {
 public:
  explicit LiveProofs(const KeySet& keys, spi::Standing* standing = nullptr) : standing_(standing) { use(keys); }
  void use(const KeySet& keys);
  std::variant<spi::SignedProof, std::string> open(std::span<const std::uint8_t> cms, core::Instant at) const override;

 private:
  spi::Standing* standing_;
  core::Exchangeable<spi::SignedProofs> current_;
};

// Who holds something of a key set. All outlive the LiveKeys' last exchange.
struct KeyUsers {
  security::Gate& gate;
  security::TokenSource& tokens;
  LiveProofs& proofs;
  audit::FileTrail& trail;
  transport::HttpWire& wire;
  transport::Server* server;  // null: nothing listens
};

// From now on an exchange reaches all of them. (The sealer and the voice of our answers ask for the set at every act.)
void keep_current(LiveKeys& keys, const KeyUsers& users);

// What the wire believes and shows, of this set.
transport::WireTrust wire_trust_of(const KeySet& keys);

}  // namespace sluis::daemon
