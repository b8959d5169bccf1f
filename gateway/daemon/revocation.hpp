#pragma once

#include "gateway/daemon/key_set.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/security/revocation_fetcher.hpp"

namespace sluis::daemon {

// [revocation] as rules and as what is to be fetched. Throws SettingsError.
security::RevocationRules revocation_rules(const SettingsFile& settings, const KeySet& keys);
security::FetchSettings revocation_sources(const SettingsFile& settings);

// Authorities whose lists and answers are believed: every root of the settings that vouches for holders, clients, signers and proofs,
// the pinned token services' own issuers where they are among them, and revocation.issuers.
std::vector<native::Certificate> revocation_issuers(const SettingsFile& settings, const KeySet& keys);

// What is known about revocation, and what brings it. Lists in files are read and must be believed at once: else SettingsError.
class Revocation final {
 public:
  Revocation(const SettingsFile& settings, const KeySet& keys, const security::FetchParts& parts);

  spi::Standing& standing() { return book_; }
  const security::RevocationBook& book() const { return book_; }
  const security::RevocationFetcher& fetcher() const { return fetcher_; }
  void use(const KeySet& keys);  // other roots, from now on
  int look() { return fetcher_.look(); }  // what is due, in this thread
  void start() { fetcher_.start(); }
  void stop() { fetcher_.stop(); }

 private:
  const SettingsFile settings_;
  security::RevocationBook book_;
  security::RevocationFetcher fetcher_;
};

}  // namespace sluis::daemon
