#pragma once

#include <string>
#include <vector>

#include "adapters/simulator_kit/simulators.hpp"

namespace sluis::sandbox {

struct Started {
  const Plug* plug;
  std::string url;
};

// What sandbox.json tells whoever wants to talk to this outside world.
struct SandboxFile {
  core::Instant base_clock;
  std::vector<Started> simulators;
  std::string control_url, world_file;
};

std::string to_json(const SandboxFile& file, Surroundings& surroundings);
std::string identities_json(const std::vector<Identity>& identities);

// The first identity of this kind; nullptr when the world has none.
const Identity* identity_of_kind(const Pki& pki, std::string_view kind);

}  // namespace sluis::sandbox
