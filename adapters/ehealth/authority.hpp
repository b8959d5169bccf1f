#pragma once

#include <memory>
#include <vector>

#include "adapters/ehealth/settings.hpp"
#include "gateway/model/business_errors.hpp"
#include "gateway/spi/authority.hpp"

namespace sluis::adapters::ehealth {

// The federal services as the authority on what the settings name.
class FederalAuthority : public spi::Authority {
 public:
  // One a subject that it decides; they tell it of registrations made here.
  virtual std::vector<spi::Deliverer*> deliverers() = 0;
};

// `local` is the registry of this house, without its authority. All outlives the result. Throws std::runtime_error when a code
// that is needed is not in the table.
std::unique_ptr<FederalAuthority> make_authority(const AuthoritySettings& settings, const spi::Surroundings& house, spi::Registry& local,
                                                 model::BusinessErrors errors);

}  // namespace sluis::adapters::ehealth
