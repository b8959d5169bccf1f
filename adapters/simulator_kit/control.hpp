#pragma once

#include <functional>
#include <string>

#include "adapters/simulator_kit/scenario.hpp"
#include "adapters/simulator_kit/simulator.hpp"

namespace sluis::sandbox {

// The door that changes the scenario at run time: POST /control/scenario takes the members of a scenario file,
// GET /control/scenario tells what is in force, and by source the calls and what befell them. POST /control/identities
// {"number":...} makes the key pairs of somebody in a large world; POST /control/revocations {"number":...} or {"certificate":FILE}
// revokes certificates, with "revoked":false no longer. Plain HTTP on the loopback address only.
class Control final : public Simulator {
 public:
  // JSON of the identities of a number, made at once; "" when the world has nobody of that number.
  using Issue = std::function<std::string(const std::string& number)>;
  // Takes back (or gives back) every certificate of a number, or the one in a PEM file; how many that were.
  using Revoke = std::function<int(const std::string& number, const std::string& file, bool revoked)>;
  explicit Control(Scenario& scenario, Issue issue = {}, Revoke revoke = {})
      : scenario_(scenario), issue_(std::move(issue)), revoke_(std::move(revoke)) {}
  std::string_view name() const override { return "control"; }
  Answer answer(const Question& question) override;
  Answer fault() const override;

 private:
  Answer identities(const Question& question);
  Answer revocations(const Question& question);
  Scenario& scenario_;
  Issue issue_;
  Revoke revoke_;
};

}  // namespace sluis::sandbox
