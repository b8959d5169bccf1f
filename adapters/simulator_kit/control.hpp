#pragma once

#include <functional>
#include <string>

#include "adapters/simulator_kit/scenario.hpp"
#include "adapters/simulator_kit/simulator.hpp"

namespace sluis::sandbox {

// The door that changes the scenario at run time: POST /control/scenario takes the members of a scenario file,
// GET /control/scenario tells what is in force, and by source the calls and what befell them. POST /control/identities
// {"number":...} makes the key pairs of somebody in a large world. Plain HTTP on the loopback address only.
class Control final : public Simulator {
 public:
  // JSON of the identities of a number, made at once; "" when the world has nobody of that number.
  using Issue = std::function<std::string(const std::string& number)>;
  explicit Control(Scenario& scenario, Issue issue = {}) : scenario_(scenario), issue_(std::move(issue)) {}
  std::string_view name() const override { return "control"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  Answer identities(const Question& question);
  Scenario& scenario_;
  Issue issue_;
};

}  // namespace sluis::sandbox
