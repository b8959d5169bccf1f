#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/hub/simulator/hub.hpp"
#include "adapters/simulator_kit/pki.hpp"

namespace sluis::sandbox {

struct HubEntry {
  HubIdentity identity;
  std::string url;
};

// What sandbox.json tells whoever wants to talk to this outside world.
struct SandboxFile {
  core::Instant base_clock;
  std::string sts_url, metahub_url, dossier_url, registers_url, registers_secret, registers_secret_file, control_url,
      world_file;
  std::vector<HubEntry> hubs;
};

std::string to_json(const SandboxFile& file, const Pki& pki);
std::string identities_json(const Pki& pki);

// The first identity of this kind; nullptr when the world has none.
const Identity* identity_of_kind(const Pki& pki, std::string_view kind);

}  // namespace sluis::sandbox
