#pragma once

#include <memory>
#include <string_view>

#include "gateway/spi/operation.hpp"

// What the three operations on the rights of a document have in common: they differ in kind and names.
namespace sluis::operations {

struct AccessRightOperation {
  model::OrderKind kind;
  std::string_view name;  // all views are of string literals
  std::string_view request;
  std::string_view soap_action;
};

// Throws std::runtime_error when the table of codes is wrong.
std::unique_ptr<spi::Operation> access_right_operation(const AccessRightOperation& parts);

}  // namespace sluis::operations
