#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/core/table.hpp"
#include "gateway/model/decision.hpp"

namespace sluis::model {

// The codes and texts that each service has for a failure: mappings/policy/business_errors.table. Codes are data; rules
// name failures.
class BusinessErrors final {
 public:
  // Throws std::runtime_error "file:line: …", also when one failure of a service stands there twice.
  static BusinessErrors load(const std::string& policy_folder);
  // The same from a table at hand; errors name it as `path`.
  static BusinessErrors from(const core::Table& table, const std::string& path);

  // service: consent, therlink, exclusion. Throws std::out_of_range when the table has no such row: check with
  // require() at start.
  const BusinessError& of(std::string_view service, std::string_view failure) const;
  // Throws std::runtime_error naming the first row that is missing.
  void require(std::string_view service, const std::vector<std::string_view>& failures) const;

 private:
  std::map<std::pair<std::string, std::string>, BusinessError, std::less<>> rows_;
};

}  // namespace sluis::model
