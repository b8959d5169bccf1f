#pragma once

#include <string>

namespace sluis::daemon {

// A folder that is gone when this object is: --check-config builds the whole house on it and touches nothing of the operator's.
class Scratch final {
 public:
  Scratch();   // throws std::runtime_error
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string registry_url() const { return "sqlite://" + folder_ + "/registry.sqlite"; }
  std::string trail_path() const { return folder_ + "/trail.jsonl"; }

 private:
  std::string folder_;
};

}  // namespace sluis::daemon
