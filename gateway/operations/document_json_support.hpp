#pragma once

#include <memory>
#include <string_view>

#include "gateway/operations/json_operation_support.hpp"

namespace sluis::operations {

// One document, or one set of them, for callers of the JSON door: asked by patient and transaction, answered in the clear.
std::unique_ptr<spi::Operation> document_operation(model::OrderKind kind, std::string_view name, std::string_view path);

}  // namespace sluis::operations
