#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/simulator_kit/pki.hpp"

namespace sluis::sandbox {

using Subject = std::vector<std::pair<std::string, std::string>>;

// Somebody who gets a key pair: what stands in the certificate, and where it goes.
struct WantedIdentity {
  Identity identity;
  Subject subject;
  bool citizen;
  std::string file;
};

// Everybody in a world of at most kEverybody persons; in a larger one the built-in people, and whom `numbers` names.
inline constexpr std::size_t kEverybody = 300;
std::vector<WantedIdentity> wanted_identities(const World& world, const std::vector<std::string>& numbers);
// Those of one number (SSIN, NIHII of eight or eleven digits, CBE, EHP); empty when nobody in the world has it.
std::vector<WantedIdentity> identities_of(const World& world, std::string_view number);

// Subject of an eHealth certificate (identifiers.md section 9).
Subject ehealth_subject(const std::string& name, const std::string& type, const std::string& number);
Subject service_subject(const ServiceActor& actor);

}  // namespace sluis::sandbox
