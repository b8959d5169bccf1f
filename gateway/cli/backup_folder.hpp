#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/native/detached_signature.hpp"
#include "gateway/native/private_key.hpp"

// A backup is a folder: registry.sqlite, trail.jsonl, trail.heads, trail.announced, manifest.json with their digests, and
// manifest.signature when the gateway has a key that signs heads. No private key, password or setting stands in it.
namespace sluis::cli {

struct BackupManifest {
  std::string created, version, environment;
  bool with_registry = false;
  std::int64_t schema = 0, registrations = 0, acts = 0, owed = 0;  // of the registry
  std::int64_t records = 0;                                        // of the trail
  std::string last_hash, head_root;
  std::map<std::string, std::string> digests;                      // SHA-256 by file
};

// What registry and trail of one folder say about each other.
struct Agreement {
  std::int64_t without_record = 0;  // acts in the registry that the trail doesn't know: never, when both are whole
  std::int64_t newer_in_trail = 0;  // orders that the trail says were stored and the registry hasn't: it is the older one
};

// SHA-256 of a file of any size, hexadecimal. Throws std::runtime_error.
std::string digest_of_file(const std::string& path);

// Throws std::runtime_error.
void write_manifest(const std::string& folder, const BackupManifest& manifest, const std::optional<native::PrivateKey>& key);
BackupManifest read_manifest(const std::string& folder);

// Everything that is wrong with a backup, in a line each; empty: it can be restored.
std::vector<std::string> wrong_with_backup(const std::string& folder, const BackupManifest& manifest, const std::optional<native::PublicKey>& key);

// Throws std::runtime_error.
Agreement agreement_of(const std::string& registry, const std::string& trail);

}  // namespace sluis::cli
