#pragma once

#include <chrono>
#include <string>

#include "gateway/native/schema.hpp"
#include "gateway/spi/network.hpp"

namespace sluis::adapters::ehealth {

// Address of a federal service; "" when its subject is decided here.
struct AuthoritySettings {
  std::string consent_url;
  std::string links_url;
  std::string exclusions_url;
  std::string trusted_roots;  // PEM file; "" = the configured default
  std::string identity;       // whose token; "" = the first
  std::chrono::milliseconds time_limit{5000};
};

}  // namespace sluis::adapters::ehealth
