#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/eid/signed_proofs.hpp"
#include "adapters/etee/sealer.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/security/token_request.hpp"
#include "gateway/transport/server.hpp"

namespace sluis::daemon {

// Every key and certificate that the settings name and that can be exchanged while the house runs, read at one moment.
struct KeySet {
  unsigned number = 1;                             // of this run, counted from 1
  core::Instant since;                             // when it was read
  std::optional<transport::TlsListen> tls;         // [listen] tls: our chain and key, client_roots
  std::optional<transport::TlsListen> operators;   // [listen] operators: the same chain and key, operator_roots
  std::vector<native::Certificate> sts_certificates;
  std::vector<native::Certificate> holder_roots;
  std::vector<security::TokenIdentity> identities; // [identity NAME], in order
  adapters::eid::ProofTrust proofs;                // eid_roots, eid_crls
  std::optional<native::PrivateKey> trail_signer;  // audit.key, or that of audit.identity
  adapters::etee::SealingKeys sealing;             // identities, signer_roots, old_keys; after an exchange the earlier keys as well
  std::map<std::string, std::vector<native::Certificate>> server_roots;            // trusted_roots of whom we call, by path
  std::vector<std::pair<std::string, native::Credential>> client_credentials;      // shown to the servers at these urls (tls_identity)
  std::vector<native::PrivateKey> token_keys;      // those of the above that are in a PKCS#11 token

  const native::Credential* holder_of(const std::string& identity) const;  // "": the first; null: there is none
};

// Reads all of it. Throws SettingsError at the key: a file that can't be read, a key that doesn't fit its certificate, a wrong PIN.
KeySet read_key_set(const SettingsFile& settings, const std::string& mappings, core::Instant now);

// Whether `next` may take the place of `before` now: what is new in it and ours must be in its period, and the names of the identities
// the same. Throws std::runtime_error with one line. Hands on to `next` the own keys that it leaves out, for opening what was sealed
// for them.
void succeed(const KeySet& before, KeySet& next, core::Instant now);

// A digest of everything in the files (not the tokens) that a key set is read from; differs when one of them has changed or can't be
// read any more.
std::string key_files_digest(const SettingsFile& settings);

// The settings with the places of keys and certificates of `newer`. `others`: keys that differ too, and need a restart ("[limits] workers").
SettingsFile with_keys_of(const SettingsFile& settings, const SettingsFile& newer, std::vector<std::string>& others);

}  // namespace sluis::daemon
