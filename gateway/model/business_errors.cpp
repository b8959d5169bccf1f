#include "gateway/model/business_errors.hpp"

#include <stdexcept>

namespace sluis::model {

BusinessErrors BusinessErrors::load(const std::string& policy_folder) {
  const auto path = policy_folder + "/business_errors.table";
  return from(core::Table::load(path), path);
}

BusinessErrors BusinessErrors::from(const core::Table& table, const std::string& path) {
  BusinessErrors errors;
  for (const auto& row : table.rows()) {
    const auto added = errors.rows_.emplace(std::pair{table.cell(row, "service"), table.cell(row, "failure")},
                                            BusinessError{table.cell(row, "code"), table.cell(row, "text")});
    if (!added.second) throw std::runtime_error(path + ": " + row[0] + " " + row[1] + " stands there twice");
  }
  return errors;
}

const BusinessError& BusinessErrors::of(std::string_view service, std::string_view failure) const {
  return rows_.at({std::string(service), std::string(failure)});
}

void BusinessErrors::require(std::string_view service, const std::vector<std::string_view>& failures) const {
  for (const auto failure : failures) {
    if (!rows_.contains(std::pair{std::string(service), std::string(failure)})) {
      throw std::runtime_error("business_errors.table: no row for " + std::string(service) + " " +
                               std::string(failure));
    }
  }
}

}  // namespace sluis::model
