#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/log.hpp"
#include "gateway/core/random.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/spi/sealer.hpp"
#include "gateway/spi/standing.hpp"
#include "gateway/spi/token_source.hpp"

namespace sluis::adapters::etee {

// One of our identities; the first is the default one.
struct SealingIdentity {
  std::string name;
  native::Credential credential;
};

// What is exchanged while the house runs.
struct SealingKeys {
  std::vector<SealingIdentity> identities;
  std::vector<native::Certificate> signer_roots;  // who may have signed what we open, tokens included
  std::vector<native::Credential> old_keys;       // still open what was sealed for them
};

struct SealingSettings {
  std::string etk_depot;                          // address; "" = nobody can be looked up
  std::string kgss;                               // address; "" = no shared keys
  std::optional<spi::Recipient> kgss_recipient;   // whose token the requests to the key depot are sealed for
  std::string trusted_roots;                      // PEM file, of the servers of both
  std::vector<native::Certificate> signer_roots;  // who may have signed what we open, tokens included
  std::vector<SealingIdentity> identities;
  std::vector<native::Credential> old_keys;       // still open what was sealed for them
  std::chrono::minutes remember{60};              // how long a token is used again, at most
  std::chrono::milliseconds time_limit{5000};     // of one call
  spi::Standing* standing = nullptr;              // what is known against signers and readers; null: not asked
  std::size_t key_threads = 10;                   // keys fetched at a time, 1 to 30 (gfd.md section 6)
  // Asked at every act, in place of signer_roots, identities and old_keys, when it isn't empty; never gives null.
  std::function<std::shared_ptr<const SealingKeys>()> live = {};
};

struct SealerParts {  // all outlive the sealer
  spi::Wire& wire;
  spi::TokenSource& tokens;
  const core::Clock& clock;
  core::Random& random;
  core::Log& log;
};

// ETK depot, key depot and sealed messages (etee.md). Throws std::runtime_error when there is no identity.
std::unique_ptr<spi::Sealer> make_sealer(SealingSettings settings, const SealerParts& parts);

}  // namespace sluis::adapters::etee
