#pragma once

#include <memory>
#include <vector>

#include "adapters/ehealth/authority.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/registry/authority_registry.hpp"

namespace sluis::daemon {

// Who has the last word on consents, links and exclusions, by the settings [authority]: this registry, or the federal services.
class Authorities final {
 public:
  // `house` and `store` outlive this object. Throws SettingsError: a subject is of the federal services and its address, a token
  // service or an identity is missing.
  Authorities(const SettingsFile& settings, const spi::Surroundings& house, registry::Store& store, const std::string& mappings);

  spi::Registry& registry();   // what is read and written
  spi::Registry* for_acts();   // what registrations are judged by; null: the same
  const spi::Authority* authority() const { return federal_.get(); }  // null when all is decided here
  std::vector<spi::Deliverer*> deliverers();

 private:
  registry::Store& store_;
  std::unique_ptr<adapters::ehealth::FederalAuthority> federal_;
  std::unique_ptr<registry::AuthorityRegistry> merged_;
  std::unique_ptr<registry::ActRegistry> acts_;
};

}  // namespace sluis::daemon
