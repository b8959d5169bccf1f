#pragma once

#include <string>

#include "adapters/simulator_kit/key_ring.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "gateway/core/random.hpp"
#include "gateway/native/xml_document.hpp"

namespace sluis::sandbox {

inline constexpr auto kEtkDepotPath = "/EtkDepot/v1";

// The depot of encryption tokens (etee.md section 3): GetEtk, without a token of the caller. Numbers must be as long as their type
// says; without application a number that has several gets the list of them.
class EtkDepot final : public Simulator {
 public:
  EtkDepot(KeyRing& ring, const core::Clock& clock, core::Random& random) : ring_(ring), clock_(clock), random_(random) {}

  std::string_view name() const override { return "etk_depot"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  Result<std::string> respond(const Question& question) const;
  std::string found(native::Node criteria, const ServiceActor& search, bool forged) const;

  KeyRing& ring_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::sandbox
