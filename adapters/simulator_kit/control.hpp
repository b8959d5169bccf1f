#pragma once

#include "adapters/simulator_kit/scenario.hpp"
#include "adapters/simulator_kit/simulator.hpp"

namespace sluis::sandbox {

// The door that changes the scenario at run time: POST /control/scenario takes the members of a scenario file,
// GET /control/scenario tells what is in force, and by source the calls and what befell them. Plain HTTP on the loopback address only.
class Control final : public Simulator {
 public:
  explicit Control(Scenario& scenario) : scenario_(scenario) {}
  std::string_view name() const override { return "control"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  Scenario& scenario_;
};

}  // namespace sluis::sandbox
