#pragma once

#include <string>

#include "adapters/simulator_kit/json_view.hpp"
#include "adapters/simulator_kit/simulator.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"

namespace sluis::sandbox {

inline constexpr auto kRegistersBase = "/registers/v1";

// The registers as one JSON door (adapters/registers/README.md); they answer as of the clock.
class Registers final : public Simulator {
 public:
  Registers(std::string secret, const World& world, const core::Clock& clock)
      : secret_(std::move(secret)), world_(world), clock_(clock) {}

  std::string_view name() const override { return "registers"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  // Each throws InputRefused when the question is not as it must be; the text holds no number.
  std::string person(const JsonView& question) const;
  std::string provider(const JsonView& question) const;
  std::string organisation(const JsonView& question) const;
  std::string representation(const JsonView& question) const;
  std::string representatives(const JsonView& question) const;
  std::string providers(const JsonView& question) const;
  std::string organisations(const JsonView& question) const;
  std::string gmd(const JsonView& question) const;
  Date today() const;

  std::string secret_;
  const World& world_;
  const core::Clock& clock_;
};

}  // namespace sluis::sandbox
