#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/decision/policy.hpp"

namespace sluis::decision {

// Collects what is wrong, in the order in which the rules look: that is document order (rulings R1, R2).
class Failures final {
 public:
  Failures(const Policy& policy, std::string_view service) : policy_(policy), service_(service) {}

  // failure: a name of business_errors.table. require_failures() has checked at start that the row is there.
  void add(std::string_view failure) { errors_.push_back(policy_.errors.of(service_, failure)); }
  // `detail` says what in particular; no number of a person.
  void add(std::string_view failure, std::string_view detail) {
    add(failure);
    errors_.back().text += ": " + std::string(detail);
  }
  bool empty() const { return errors_.empty(); }
  std::size_t count() const { return errors_.size(); }
  std::vector<model::BusinessError> take() { return std::move(errors_); }

 private:
  const Policy& policy_;
  std::string_view service_;
  std::vector<model::BusinessError> errors_;
};

// Throws std::runtime_error when a failure that the rules name has no row for its service.
void require_failures(const Policy& policy);

}  // namespace sluis::decision
